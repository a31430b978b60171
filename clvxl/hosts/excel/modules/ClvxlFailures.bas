Attribute VB_Name = "ClvxlFailures"
Option Explicit
' Why Python did not answer, as one sentence with the remedy and the log's name.

' The sentence for an error's number and text.
Public Function ClvxlFailure(ByVal Number As Long, ByVal Reason As String) As String
    Dim Sentence As String
    Sentence = Replace(ClvxlText(FailureKey(Number, Reason)), "{log}", ClvxlLog())
    ClvxlFailure = Replace(Sentence, "{failure}", ClvxlShort(Number, Reason))
End Function

' Whether a server that was there is no longer, or one that should be does not show itself: calls
' across processes fail with these numbers, xlwings' library says this when it has waited in vain.
Public Function ClvxlIsGone(ByVal Number As Long, ByVal Reason As String) As Boolean
    Select Case Number
        Case -2147023174, -2147023170, -2147417848
            ClvxlIsGone = True
        Case Else
            ClvxlIsGone = InStr(Reason, "Could not activate Python COM server") > 0
    End Select
End Function

Private Function FailureKey(ByVal Number As Long, ByVal Reason As String) As String
    Select Case Number
        ' The library: of another kind or blocked, not there, without its entry, not found.
        Case 48, 53, 453, 1
            FailureKey = "no_library"
        ' xlwings' own, when the library could not start Python.
        Case 1000
            FailureKey = "no_python"
        Case ClvxlTooLong
            FailureKey = "too_long"
        Case Else
            FailureKey = IIf(ClvxlIsGone(Number, Reason), "python_ended", "not_done")
    End Select
End Function

' An error's text on one line: the last of a Python traceback, else all without the command line
' that xlwings adds to it.
Public Function ClvxlShort(ByVal Number As Long, ByVal Reason As String) As String
    Dim Text As String
    Text = Replace(Reason, vbCr, vbLf)
    If InStr(Text, "Traceback (") > 0 Then Text = LastLine(Text)
    Text = Replace(Text, vbLf, " ")
    If InStr(Text, "Command: ") > 0 Then Text = Left(Text, InStr(Text, "Command: ") - 1)
    Do While InStr(Text, "  ") > 0
        Text = Replace(Text, "  ", " ")
    Loop
    Text = Trim(Text)
    If Right(Text, 1) = "." Then Text = Left(Text, Len(Text) - 1)
    If Len(Text) > 250 Then Text = Left(Text, 250) & "..."
    ClvxlShort = IIf(Text = "", "error " & Number, Text)
End Function

Private Function LastLine(ByVal Text As String) As String
    Dim Lines() As String, At As Long
    Lines = Split(Text, vbLf)
    For At = UBound(Lines) To 0 Step -1
        If Trim(Lines(At)) <> "" Then Exit For
    Next At
    LastLine = Lines(At)
End Function

' Where Python writes what goes wrong in it. Windows' own name for the folder, which Explorer takes:
' VBA reads the environment in the system's character set, which may not hold the user's name.
Public Function ClvxlLog() As String
    #If Mac Then
        ClvxlLog = "~/Library/Logs/clvxl/excel.log"
    #Else
        ClvxlLog = "%LOCALAPPDATA%\clvxl\excel.log"
    #End If
End Function
