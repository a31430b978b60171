Attribute VB_Name = "RibbonClvxl"
Option Explicit
' What the ribbon calls. The procedures below this part, one a button, are drawn from the table in
' clvxl.hosts.excel.ribbon. Controls are Object: no library is needed for them.

' The ribbon is there, and so is the add-in: in a moment Excel has a workbook to register help in.
Public Sub RegisterHelp(ribbon As Object)
    Application.OnTime Now, "'" & ThisWorkbook.Name & "'!ClvxlHelp.ClvxlRegisterHelp"
End Sub

' The text callbacks: label, screentip and supertip of a control stand in "_texts" under its name.
Public Sub GetLabel(control As Object, ByRef returnedVal As Variant)
    returnedVal = ClvxlText(control.ID & ".label")
End Sub

Public Sub GetScreentip(control As Object, ByRef returnedVal As Variant)
    returnedVal = ClvxlText(control.ID & ".screentip")
End Sub

Public Sub GetSupertip(control As Object, ByRef returnedVal As Variant)
    returnedVal = ClvxlText(control.ID & ".supertip")
End Sub

' The drop-downs.
Public Sub GetItemCount(control As Object, ByRef returnedVal As Variant)
    returnedVal = ClvxlItemCount(RibbonItems(control.ID))
End Sub

Public Sub GetItemID(control As Object, index As Integer, ByRef returnedVal As Variant)
    returnedVal = control.ID & "." & ClvxlItem(RibbonItems(control.ID), index)
End Sub

Public Sub GetItemLabel(control As Object, index As Integer, ByRef returnedVal As Variant)
    returnedVal = ClvxlText(control.ID & "." & ClvxlItem(RibbonItems(control.ID), index))
End Sub

Public Sub GetSelectedItemIndex(control As Object, ByRef returnedVal As Variant)
    returnedVal = ClvxlItemAt(RibbonItems(control.ID), Chosen(control.ID))
End Sub

' A choice is kept for the user, in the registry or the Mac's preferences.
Public Sub ChooseItem(control As Object, selectedId As String, selectedIndex As Integer)
    SaveSetting "clvxl", "ribbon", control.ID, ClvxlItem(RibbonItems(control.ID), selectedIndex)
End Sub

' What was chosen in a drop-down; what is not, or no longer, on offer counts as not chosen.
Private Function Chosen(ByVal Name As String) As String
    Dim Kept As String
    Kept = GetSetting("clvxl", "ribbon", Name, "")
    Chosen = ClvxlOneOf(Kept, RibbonItems(Name), RibbonDefault(Name))
End Function

' What is on offer in a drop-down, |A|B|, and what counts until something is chosen.
Private Function RibbonItems(ByVal Name As String) As String
    RibbonItems = ClvxlText(Name & ":items")
End Function

Private Function RibbonDefault(ByVal Name As String) As String
    RibbonDefault = ClvxlText(Name & ":default")
End Function
