Attribute VB_Name = "ClvxlCommands"
Option Explicit
' The Python line behind a button, from its entry and the options that it takes.

' "clvxl.hosts.excel.commands", "new_exercise", Array("name", "rfm", "language", "en") ->
' import clvxl.hosts.excel.commands as c; c.new_exercise(name='rfm', language='en')
' Whole numbers stay numbers; all else is text, kept to letters, digits and the signs . _ -
Public Function ClvxlCommand(ByVal PythonModule As String, ByVal Entry As String, _
                             ByRef Options As Variant) As String
    Dim At As Long, Text As String
    For At = LBound(Options) To UBound(Options) Step 2
        If Text <> "" Then Text = Text & ", "
        Text = Text & LCase(Options(At)) & "=" & PythonText(Options(At + 1))
    Next At
    ClvxlCommand = "import " & PythonModule & " as c; c." & Entry & "(" & Text & ")"
End Function

Private Function PythonText(ByVal Content As String) As String
    Dim At As Long, Sign As String, Kept As String, Digits As Boolean
    Digits = Len(Content) > 0 And Len(Content) < 10
    For At = 1 To Len(Content)
        Sign = Mid(Content, At, 1)
        If InStr("0123456789", Sign) = 0 Then Digits = False
        If InStr("abcdefghijklmnopqrstuvwxyz0123456789._-", LCase(Sign)) > 0 Then Kept = Kept & Sign
    Next At
    PythonText = IIf(Digits, Content, "'" & Kept & "'")
End Function

' Chosen, if it is one of Items ("|a|b|"), else Default.
Public Function ClvxlOneOf(ByVal Chosen As String, ByVal Items As String, _
                           ByVal Default As String) As String
    ClvxlOneOf = Default
    If Chosen = "" Or InStr(Chosen, "|") > 0 Then Exit Function
    If InStr(Items, "|" & Chosen & "|") > 0 Then ClvxlOneOf = Chosen
End Function

' The item at a place counted from 0, in "|a|b|".
Public Function ClvxlItem(ByVal Items As String, ByVal Index As Long) As String
    ClvxlItem = Split(Items, "|")(Index + 1)
End Function

' How many items "|a|b|" has.
Public Function ClvxlItemCount(ByVal Items As String) As Long
    ClvxlItemCount = UBound(Split(Items, "|")) - 1
End Function

' The place of an item in "|a|b|", counted from 0; 0 if it is not there.
Public Function ClvxlItemAt(ByVal Items As String, ByVal Item As String) As Long
    Dim At As Long
    For At = 0 To ClvxlItemCount(Items) - 1
        If ClvxlItem(Items, At) = Item Then ClvxlItemAt = At
    Next At
End Function

' A setting with each %NAME% in it replaced by the environment's, as Windows does: names that are
' not there stay.
Public Function ClvxlExpanded(ByVal Setting As String) As String
    Dim Parts() As String, At As Long, Known As String
    If InStr(Setting, "%") = 0 Then
        ClvxlExpanded = Setting
        Exit Function
    End If
    Parts = Split(Setting, "%")
    ClvxlExpanded = Parts(0)
    At = 1
    Do While At <= UBound(Parts)
        Known = ""
        If At < UBound(Parts) And Parts(At) <> "" Then Known = Environ(Parts(At))
        If Known = "" Then
            ClvxlExpanded = ClvxlExpanded & "%" & Parts(At)
            At = At + 1
        Else
            ClvxlExpanded = ClvxlExpanded & Known & Parts(At + 1)
            At = At + 2
        End If
    Loop
End Function
