Attribute VB_Name = "ClvxlRefresh"
Option Explicit
' "Refresh CLV formulas": formulas that name our functions are entered again, which binds them to
' this copy of the add-in; links to other copies are led here. Everything else is left alone.
' Cells are Object, not Range: Formula2 and HasSpill do not exist in older Excel.

Private Renewed As Long
Private Refused As Long

Public Sub ClvxlRefreshFormulas()
    If ActiveWorkbook Is Nothing Then
        ClvxlSay ClvxlText("no_workbook")
        Exit Sub
    End If
    ClvxlForgetFailure
    ClvxlRefreshBook ActiveWorkbook
    ClvxlSay Replace(Replace(ClvxlText("refreshed"), "{renewed}", Renewed), "{refused}", Refused)
End Sub

' Refreshes a workbook; screen, events, calculation and filling of tables are put back after.
Public Sub ClvxlRefreshBook(ByVal Book As Object)
    Dim Sheet As Object, Screen As Boolean, Events As Boolean, Calculation As Long
    Dim Filling As Boolean, Alerts As Boolean, Failure As String
    Screen = Application.ScreenUpdating
    Events = Application.EnableEvents
    Alerts = Application.DisplayAlerts
    Calculation = Application.Calculation
    Filling = Application.AutoCorrect.AutoFillFormulasInLists
    Renewed = 0
    Refused = 0
    On Error GoTo Restore
    Application.ScreenUpdating = False
    Application.EnableEvents = False
    Application.DisplayAlerts = False
    Application.Calculation = -4135
    Application.AutoCorrect.AutoFillFormulasInLists = False
    For Each Sheet In Book.Worksheets
        RefreshSheet Sheet
    Next Sheet
    LeadLinksHere Book
Restore:
    If Err.Number <> 0 Then Failure = Err.Description
    On Error Resume Next
    Application.AutoCorrect.AutoFillFormulasInLists = Filling
    Application.Calculation = Calculation
    Application.DisplayAlerts = Alerts
    Application.EnableEvents = Events
    Application.ScreenUpdating = Screen
    On Error GoTo 0
    If Failure <> "" Then ClvxlSay Failure
End Sub

' How many formulas the last run entered again, and how many it could not.
Public Function ClvxlRenewed() As Long
    ClvxlRenewed = Renewed
End Function

Public Function ClvxlRefused() As Long
    ClvxlRefused = Refused
End Function

Private Sub RefreshSheet(ByVal Sheet As Object)
    Dim Used As Object, Formulas As Variant, Row As Long, Column As Long
    Set Used = Sheet.UsedRange
    ' The whole sheet in one block; only cells that name our functions are touched one by one.
    Formulas = Used.Formula
    If Not IsArray(Formulas) Then
        If ClvxlCalls(Formulas) Then Renew Used.Cells(1, 1)
        Exit Sub
    End If
    For Row = 1 To UBound(Formulas, 1)
        For Column = 1 To UBound(Formulas, 2)
            If ClvxlCalls(Formulas(Row, Column)) Then Renew Used.Cells(Row, Column)
        Next Column
    Next Row
End Sub

' Whether a cell's content is a formula that calls one of our functions.
Public Function ClvxlCalls(ByVal Content As Variant) As Boolean
    If VarType(Content) <> vbString Then Exit Function
    If Left(Content, 1) <> "=" Then Exit Function
    Dim Found As Boolean
    ClvxlPlainFormula Content, ClvxlNames(), Found
    ClvxlCalls = Found
End Function

Private Sub Renew(ByVal Cell As Object)
    Dim Found As Boolean, Whole As Object
    On Error GoTo Failed
    If Spills(Cell) Then
        ' A spilled table is entered in its first cell; the others only show it.
        If Cell.SpillParent.Address <> Cell.Address Then Exit Sub
        Cell.Formula2 = ClvxlPlainFormula(Cell.Formula2, ClvxlNames(), Found)
    ElseIf Cell.HasArray Then
        Set Whole = Cell.CurrentArray
        If Whole.Cells(1, 1).Address <> Cell.Address Then Exit Sub
        Whole.FormulaArray = ClvxlPlainFormula(Whole.FormulaArray, ClvxlNames(), Found)
    ElseIf KnowsFormula2(Cell) Then
        Cell.Formula2 = ClvxlPlainFormula(Cell.Formula2, ClvxlNames(), Found)
    Else
        Cell.Formula = ClvxlPlainFormula(Cell.Formula, ClvxlNames(), Found)
    End If
    Renewed = Renewed + 1
    Exit Sub
Failed:
    ' A protected sheet, or an array formula of more than 255 characters: counted and said.
    Refused = Refused + 1
End Sub

Private Function Spills(ByVal Cell As Object) As Boolean
    On Error Resume Next
    Spills = Cell.HasSpill
End Function

Private Function KnowsFormula2(ByVal Cell As Object) As Boolean
    Dim Formula As String
    On Error Resume Next
    Formula = Cell.Formula2
    KnowsFormula2 = Err.Number = 0
End Function

' Names and rules may still point to another copy. Never BreakLink: it turns formulas into values.
Private Sub LeadLinksHere(ByVal Book As Object)
    Dim Links As Variant, Link As Variant
    Links = Book.LinkSources(1)
    If IsEmpty(Links) Then Exit Sub
    On Error Resume Next
    For Each Link In Links
        If ClvxlIsOtherCopy(Link, ThisWorkbook.FullName) Then
            Book.ChangeLink Link, ThisWorkbook.FullName, 1
        End If
    Next Link
End Sub
