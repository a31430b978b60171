Attribute VB_Name = "ClvxlAnswers"
Option Explicit
' From Python's answer to a cell's: cell errors arrive as their text and become real ones.
' Nothing in this module knows xlwings; ClvxlAsk (ClvxlBridge) does the asking.

Private LastFailure As String

' The answer of a worksheet function: one call, whatever the number of cells.
Public Function ClvxlAnswer(ByVal FunctionName As String, ByRef Arguments As Variant) As Variant
    On Error GoTo Failed
    Dim Result As Variant
    Result = ClvxlAsk(FunctionName, Arguments)
    ClvxlUnwrap Result
    ClvxlErrors Result
    ClvxlAnswer = Result
    Exit Function
Failed:
    ' A cell error, not its text: a text would be passed over by SUM. The text is kept for Explain.
    LastFailure = FunctionName & ": " & Err.Description
    ClvxlAnswer = CVErr(2015)
End Function

' Why the last call failed that did not reach Python; blank if none did. Reading it clears it.
Public Function ClvxlLastFailure() As String
    ClvxlLastFailure = LastFailure
    LastFailure = ""
End Function

' xlwings hands over one cell as a table of one cell; formulas want the cell itself.
Public Sub ClvxlUnwrap(ByRef Result As Variant)
    Dim Only As Variant
    If Not IsArray(Result) Then Exit Sub
    If ClvxlDimensions(Result) <> 2 Then Exit Sub
    If UBound(Result, 1) > LBound(Result, 1) Then Exit Sub
    If UBound(Result, 2) > LBound(Result, 2) Then Exit Sub
    Only = Result(LBound(Result, 1), LBound(Result, 2))
    Result = Only
End Sub

' Turns "#NUM!" and its kin into cell errors, in place: alone, in a row or in a table.
Public Sub ClvxlErrors(ByRef Result As Variant)
    Dim Row As Long, Column As Long
    If Not IsArray(Result) Then
        Result = ClvxlCell(Result)
        Exit Sub
    End If
    ' Arrays of anything but Variant hold no text.
    If VarType(Result) <> 8204 Then Exit Sub
    Select Case ClvxlDimensions(Result)
        Case 1
            For Row = LBound(Result) To UBound(Result)
                If VarType(Result(Row)) = 8 Then Result(Row) = ClvxlCell(Result(Row))
            Next Row
        Case 2
            For Row = LBound(Result, 1) To UBound(Result, 1)
                For Column = LBound(Result, 2) To UBound(Result, 2)
                    If VarType(Result(Row, Column)) = 8 Then
                        Result(Row, Column) = ClvxlCell(Result(Row, Column))
                    End If
                Next Column
            Next Row
    End Select
End Sub

' A cell's value: the error that a text stands for, or the value as it is.
Public Function ClvxlCell(ByVal Content As Variant) As Variant
    ClvxlCell = Content
    If VarType(Content) <> 8 Then Exit Function
    If Left(Content, 1) <> "#" Then Exit Function
    Select Case Content
        Case "#NULL!"
            ClvxlCell = CVErr(2000)
        Case "#DIV/0!"
            ClvxlCell = CVErr(2007)
        Case "#VALUE!"
            ClvxlCell = CVErr(2015)
        Case "#REF!"
            ClvxlCell = CVErr(2023)
        Case "#NAME?"
            ClvxlCell = CVErr(2029)
        Case "#NUM!"
            ClvxlCell = CVErr(2036)
        Case "#N/A"
            ClvxlCell = CVErr(2042)
    End Select
End Function

' The number of an array's dimensions.
Public Function ClvxlDimensions(ByRef Items As Variant) As Long
    Dim Count As Long, Bound As Long
    On Error GoTo Counted
    Do
        Bound = UBound(Items, Count + 1)
        Count = Count + 1
    Loop
Counted:
    ClvxlDimensions = Count
End Function
