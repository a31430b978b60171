Attribute VB_Name = "ClvxlFormulas"
Option Explicit
' The text side of "Refresh CLV formulas": no cell is touched here.

' The formula with our functions under their plain names, as they are entered:
' 'C:\old\clvxl.xlam'!CLV_DCF(, clvxl.xlam!CLV_DCF(, [1]!CLV_DCF(, _xludf.CLV_DCF( -> CLV_DCF(
' Names is "|CLV_DCF|RFM_TABLE|"; Found tells whether the formula calls one of them.
' Texts, other add-ins' functions and everything else stay as they are.
' Calc's side has the same in Python, formula_names.py; both are tested with the same formulas.
Public Function ClvxlPlainFormula(ByVal Formula As String, ByVal Names As String, _
                                  ByRef Found As Boolean) As String
    Dim At As Long, Start As Long, Mark As Long, Plain As String, Word As String
    Dim Last As String, LastAt As Long
    Found = False
    At = 1
    Do While At <= Len(Formula)
        Start = At
        If Mid(Formula, At, 1) = """" Then
            At = AfterQuote(Formula, At)
            Plain = Plain & Mid(Formula, Start, At - Start)
            Last = ""
        ElseIf IsWordSign(Mid(Formula, At, 1)) Then
            At = AfterWord(Formula, At, Mark)
            Word = Mid(Formula, Start, At - Start)
            If Mid(Formula, At, 1) = "(" Then
                If PlainWord(Word, Mark - Start + 1, Names) Then
                    Found = True
                    ' A blank instead of "!": so Calc writes it. No formula with a meaning has that.
                    If IsElsewhere(Last) Then Plain = Left(Plain, LastAt)
                End If
            End If
            Last = Word
            LastAt = Len(Plain)
            Plain = Plain & Word
        Else
            If Mid(Formula, At, 1) > " " Then Last = ""
            Plain = Plain & Mid(Formula, At, 1)
            At = At + 1
        End If
    Loop
    ClvxlPlainFormula = Plain
End Function

' Whether Link is a file of the add-in's name other than the add-in itself (Own).
Public Function ClvxlIsOtherCopy(ByVal Link As String, ByVal Own As String) As Boolean
    ClvxlIsOtherCopy = LCase(FileOf(Link)) = LCase(FileOf(Own)) And LCase(Link) <> LCase(Own)
End Function

Private Function FileOf(ByVal Path As String) As String
    Dim At As Long
    For At = Len(Path) To 1 Step -1
        If InStr("\/:", Mid(Path, At, 1)) > 0 Then Exit For
    Next At
    FileOf = Mid(Path, At + 1)
End Function

' Takes the add-in before the word away, if it is one of Names; whether it is. Mark is the place of
' its last "!" or "#".
Private Function PlainWord(ByRef Word As String, ByVal Mark As Long, _
                           ByVal Names As String) As Boolean
    Dim Bare As String
    Bare = Word
    If Mark > 0 Then
        If Not IsElsewhere(Left(Word, Mark - 1)) Then Exit Function
        Bare = WithoutPrefix(Mid(Word, Mark + 1), "$")
    End If
    Bare = WithoutPrefix(WithoutPrefix(Bare, "_xlfn."), "_xludf.")
    PlainWord = InStr(Names, "|" & UCase(Bare) & "|") > 0
    If PlainWord Then Word = Bare
End Function

' 'C:\folder\clvxl.xlam', clvxl.xlam, [1] and #REF stand before a function of another file; #REF!
' and #REF!1 where Calc has saved such a formula.
Private Function IsElsewhere(ByVal Place As String) As Boolean
    Dim Text As String
    Text = LCase(Place)
    If Left(Text, 1) = "'" And Len(Text) > 2 Then Text = Mid(Text, 2, Len(Text) - 2)
    If Right(Text, 1) = "]" Then Text = Left(Text, Len(Text) - 1)
    If Left(Text, 4) = "#ref" Then
        Text = WithoutPrefix(Mid(Text, 5), "!")
        IsElsewhere = Text = "" Or IsNumeric(Text)
    ElseIf Left(Text, 1) = "[" Then
        IsElsewhere = IsNumeric(Mid(Text, 2))
    End If
    IsElsewhere = IsElsewhere Or Right(Text, 5) = ".xlam"
End Function

Private Function WithoutPrefix(ByVal Word As String, ByVal Prefix As String) As String
    WithoutPrefix = Word
    If LCase(Left(Word, Len(Prefix))) = Prefix Then WithoutPrefix = Mid(Word, Len(Prefix) + 1)
End Function

' The place after a word that starts at At: 'quoted parts', [bracketed parts], letters, digits, !.
' Mark is the place of its last "!" or "#", 0 if none.
Private Function AfterWord(ByVal Formula As String, ByVal At As Long, ByRef Mark As Long) As Long
    Dim Sign As String
    Mark = 0
    Do While At <= Len(Formula)
        Sign = Mid(Formula, At, 1)
        If Sign = "'" Then
            At = AfterQuote(Formula, At)
        ElseIf Sign = "[" Then
            At = AfterBracket(Formula, At)
        ElseIf Sign = "!" Or IsWordSign(Sign) Then
            If Sign = "!" Or Sign = "#" Then Mark = At
            At = At + 1
        Else
            Exit Do
        End If
    Loop
    AfterWord = At
End Function

Private Function IsWordSign(ByVal Sign As String) As Boolean
    IsWordSign = InStr("+-*/^&=<>(),;:{}@%|~"" !", Sign) = 0 And Sign > " "
End Function

' The place after a text that starts at At; its quotation mark, doubled, stands for itself.
Private Function AfterQuote(ByVal Formula As String, ByVal At As Long) As Long
    Dim Quote As String
    Quote = Mid(Formula, At, 1)
    At = At + 1
    Do While At <= Len(Formula)
        If Mid(Formula, At, 1) = Quote Then
            If Mid(Formula, At + 1, 1) <> Quote Then Exit Do
            At = At + 1
        End If
        At = At + 1
    Loop
    AfterQuote = At + 1
End Function

' The place after a bracket that opens at At; brackets nest, and ' takes the next sign as it is.
Private Function AfterBracket(ByVal Formula As String, ByVal At As Long) As Long
    Dim Depth As Long
    Do While At <= Len(Formula)
        Select Case Mid(Formula, At, 1)
            Case "["
                Depth = Depth + 1
            Case "]"
                Depth = Depth - 1
                If Depth = 0 Then Exit Do
            Case "'"
                At = At + 1
        End Select
        At = At + 1
    Loop
    AfterBracket = At + 1
End Function
