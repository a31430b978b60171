"""VBA reduced to what is used: conditions, procedures, calls."""

from __future__ import annotations

import pytest

from clvxl.hosts.excel.reduction import compiled, named, procedures, reached, reduced

TEXT = """Attribute VB_Name = "Some"
#Const App = "Excel" 'a comment
'A notice.
'Attribute VB_Name = "Part"
#If Win64 Then
    Declare PtrSafe Function Used Lib "a64.dll" () As Long
    Private Declare PtrSafe Function Unused Lib "a64.dll" () As Long
#Else
    Declare PtrSafe Function Used Lib "a32.dll" () As Long
#End If
#If VBA7 Then
    Private Const Old As String = "x"
#End If
Public Const Name As String = "x"

#If App = "Excel" Then
Public Function Start(Optional A As String = "Never") As String
#Else
Function Start(A As String) As String
#End If
    #If Mac Then ' on the Mac
        #If MAC_OFFICE_VERSION >= 15 Then
            OnMac Name
        #Else
            Never
        #End If
    #Else
        Used
        thing.Never "Never" 'Never
    #End If
    BOTH
End Function

Private Sub OnMac(A)
End Sub

Sub Both()
    Start
End Sub

Sub Never()
End Sub
""".replace("\n", "\r\n")
CONSTANTS = {"app": "Excel", "vba7": 1, "mac_office_version": 16}
MADE = """Attribute VB_Name = "Some"
'A notice.
#If Mac Then
Public Const Name As String = "x"

#Else
#If Win64 Then
    Declare PtrSafe Function Used Lib "a64.dll" () As Long
#Else
    Declare PtrSafe Function Used Lib "a32.dll" () As Long
#End If

#End If

#If Mac Then
Public Function Start(Optional A As String = "Never") As String
            OnMac Name
    BOTH
End Function
#Else
Public Function Start(Optional A As String = "Never") As String
        Used
        thing.Never "Never" 'Never
    BOTH
End Function
#End If

#If Mac Then
Private Sub OnMac(A)
End Sub
#Else
#End If

Sub Both()
    Start
End Sub
""".replace("\n", "\r\n")


def test_a_module_keeps_what_its_roots_reach() -> None:
    """Procedures, declarations and branches that nothing reaches go; the notice stays."""
    assert MADE == reduced(TEXT, CONSTANTS, {False: ["start"], True: ["Start"]})


def test_reducing_again_changes_nothing() -> None:
    """What is reduced is all reached, so a second time finds nothing to leave out."""
    roots = {False: ["Start"], True: ["Start"]}
    assert MADE == reduced(MADE, CONSTANTS, roots)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [("A", True), ("Not A", False), ("B", False), ("Not B", True), ("C >= 15", True),
     ("C >= 17", False), ("C = 16", True), ('D = "x"', True), ('D = "y"', False)],
)  # fmt: skip
def test_conditions(condition: str, holds: bool) -> None:
    """A condition on a known constant decides; the other branch and the directives go."""
    text = f"#If {condition} Then\r\n1\r\n#Else\r\n2\r\n#End If\r\n"
    assert ("1\r\n" if holds else "2\r\n") == compiled(text, {"a": 1, "b": 0, "c": 16, "d": "x"})


def test_the_first_branch_that_holds_is_compiled() -> None:
    """Of several that hold the first counts; within a branch that goes all goes."""
    text = (
        "#If B Then\r\n1\r\n#If X Then\r\n2\r\n#End If\r\n#ElseIf A Then\r\n3\r\n"
        "#ElseIf A Then\r\n4\r\n#Else\r\n5\r\n#End If\r\n6\r\n"
    )
    assert "3\r\n6\r\n" == compiled(text, {"a": 1, "b": 0})


def test_unknown_conditions_stay_whole() -> None:
    """A condition on what is not known keeps its branches, and known ones within them decide."""
    text = "#If X Then\r\n1\r\n#ElseIf Y Then\r\n#If A Then\r\n2\r\n#End If\r\n#Else\r\n3\r\n#End If\r\n"
    kept = text.replace("#If A Then\r\n2\r\n#End If", "2")
    assert kept == compiled(text, {"a": 1})


def test_what_counts_as_a_call() -> None:
    """Any name in code, in any capitals; not members, texts or comments."""
    assert {"a", "b", "c", "d"} == named('A B(x.Y, "Z ""W""") \' V\r\nC: d = 1') - {"x"}


def test_calls_are_followed_to_the_end() -> None:
    """A chain and a circle are followed; the order is the module's own."""
    lines = [f"Sub {one}()\r\n{calls}\r\nEnd Sub\r\n" for one, calls in
             (("C", "a"), ("B", "c"), ("A", "b"), ("D", "A"))]  # fmt: skip
    _, found = procedures("".join(lines))
    assert ["C", "B", "A"] == [one.name for one in reached(found, ["A"])]
