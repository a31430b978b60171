Attribute VB_Name = "ClvxlStart"
Option Explicit
' The command line that starts Python, made fit for xlwings' library.

' A line that the library cannot take.
Public Const ClvxlTooLong As Long = -2147220990
' The library has 2,048 bytes for the line with a closing zero, and writes a class of 38 letters in
' the place of the eight of "$(CLSID)". A line that is longer ends Excel.
Private Const Room As Long = 2017

Private Ended As Long

' The line as the library is to have it. For each other line it makes a class of its own, and the
' class of a server that ended may not be free: a blank at the end stands for each of them.
Public Function ClvxlStartLine(ByVal CommandLine As String) As String
    Dim Size As Long, At As Long
    ' The library gets the system's character set: three bytes at most for what is not ASCII.
    For At = 1 To Len(CommandLine)
        Size = Size + IIf((AscW(Mid(CommandLine, At, 1)) And &HFF80) = 0, 1, 3)
    Next At
    ClvxlStartLine = CommandLine & Space(Ended)
    Size = Size + Ended
    If Size > Room Then Err.Raise ClvxlTooLong, , Size & " > " & Room
End Function

' Notes that a server has ended, so that the next is another.
Public Sub ClvxlServerEnded()
    Ended = Ended + 1
End Sub

' The folders of the setting PYTHONPATH, each after a semicolon. None is empty, which would mean the
' current folder; "\" at an end would take its meaning from the quotation mark behind it.
Public Function ClvxlFolders(ByVal Setting As String) As String
    Dim Part As Variant
    For Each Part In Split(Setting, ";")
        If Trim(Part) <> "" Then ClvxlFolders = ClvxlFolders & ";" & Trim(Part)
    Next Part
    If Right(ClvxlFolders, 1) = "\" Then ClvxlFolders = ClvxlFolders & "."
End Function
