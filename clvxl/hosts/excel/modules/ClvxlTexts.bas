Attribute VB_Name = "ClvxlTexts"
Option Explicit
' Texts in the language of Excel, from the add-in's hidden sheet "_texts": key, English, Chinese.

Private Texts As Collection
Private Language As String

' "zh" where Excel's own menus are Chinese, else "en".
Public Function ClvxlLanguage() As String
    Dim Number As Long, Country As String
    If Language = "" Then
        On Error Resume Next
        Number = Application.LanguageSettings.LanguageID(2)
        ' Excel for Mac has no such property, but knows the country of its language.
        Country = "|" & Application.International(1) & "|"
        If Number = 0 And InStr("|86|852|853|886|", Country) > 0 Then Number = 4
        On Error GoTo 0
        ' The low ten bits are the language without the country; 4 is Chinese.
        Language = IIf((Number And 1023) = 4, "zh", "en")
    End If
    ClvxlLanguage = Language
End Function

' The text of a key; the key itself where there is none.
Public Function ClvxlText(ByVal Key As String) As String
    If Texts Is Nothing Then ReadTexts
    ClvxlText = Key
    On Error Resume Next
    ClvxlText = Texts.Item(Key)
End Function

Private Sub ReadTexts()
    Dim Table As Variant, Row As Long, Column As Long, Found As New Collection
    Table = ThisWorkbook.Worksheets("_texts").UsedRange.Value
    Column = IIf(ClvxlLanguage() = "zh", 3, 2)
    For Row = 2 To UBound(Table, 1)
        Found.Add CStr(Table(Row, Column)), CStr(Table(Row, 1))
    Next Row
    Set Texts = Found
End Sub
