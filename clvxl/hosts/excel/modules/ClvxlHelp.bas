Attribute VB_Name = "ClvxlHelp"
Option Explicit
' Help for the function wizard and for Excel-DNA's IntelliSense, in the language of Excel.

' Called a moment after the ribbon was drawn: before that Excel has no workbook to do it in.
Public Sub ClvxlRegisterHelp()
    Dim Help As Variant, Hidden As Boolean
    On Error GoTo Done
    If ClvxlLanguage() = "zh" Then UseChineseHelp
    Help = ThisWorkbook.Worksheets("_IntelliSense_").UsedRange.Value
    Hidden = ThisWorkbook.IsAddin
    If Not Registered(Help) Then
        ' Some versions refuse options for a hidden workbook: show it for that moment.
        Application.ScreenUpdating = False
        ThisWorkbook.IsAddin = False
        Registered Help
    End If
Done:
    ' Help that cannot be set is no reason to stop a person's work; the functions run without.
    If Hidden Then ThisWorkbook.IsAddin = True
    Application.ScreenUpdating = True
    ThisWorkbook.Saved = True
End Sub

Private Sub UseChineseHelp()
    Dim Chinese As Object
    Set Chinese = ThisWorkbook.Worksheets("_help_zh").UsedRange
    ThisWorkbook.Worksheets("_IntelliSense_").Range(Chinese.Address).Value = Chinese.Value
End Sub

' A row a function: name, description, help topic, then name and help of each argument.
Private Function Registered(ByRef Help As Variant) As Boolean
    Dim Row As Long
    On Error GoTo Refused
    For Row = 2 To UBound(Help, 1)
        Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & Help(Row, 1), _
            Description:=CStr(Help(Row, 2)), Category:=ClvxlText("category." & Help(Row, 1)), _
            ArgumentDescriptions:=ClvxlArgumentHelp(Help, Row)
    Next Row
    Registered = True
Refused:
End Function

' The help of a row's arguments, as an array of texts of 255 characters at most.
Public Function ClvxlArgumentHelp(ByRef Help As Variant, ByVal Row As Long) As Variant
    Dim Texts() As String, Count As Long, Column As Long
    ReDim Texts(0 To UBound(Help, 2))
    For Column = 4 To UBound(Help, 2) - 1 Step 2
        If CStr(Help(Row, Column)) = "" Then Exit For
        Texts(Count) = Left(CStr(Help(Row, Column + 1)), 255)
        Count = Count + 1
    Next Column
    ReDim Preserve Texts(0 To Count - 1)
    ClvxlArgumentHelp = Texts
End Function
