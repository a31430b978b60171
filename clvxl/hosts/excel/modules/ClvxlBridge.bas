Attribute VB_Name = "ClvxlBridge"
Option Explicit
' The only module that knows xlwings' runtime. On Windows one Python answers functions and buttons.
' One that does not start is not asked for again: a sheet of a thousand cells waits once, until
' "Refresh CLV formulas", a button that needs Python, or the next start of Excel.
' The server is given values, never variables: those would go by reference, and pywin32 writes what
' a call returns into the first of them where no result is asked for.

Private Server As Object
Private FailureNumber As Long
Private FailureText As String

' Asks Python for the answer of a worksheet function.
Public Function ClvxlAsk(ByVal FunctionName As String, ByRef Arguments As Variant) As Variant
    #If Mac Then
        Err.Raise vbObjectError + 513, , ClvxlText("functions_need_windows")
    #Else
        Dim Number As Long, Reason As String, Tried As Boolean
        On Error GoTo Failed
Ask:
        FindServer
        ' ThisWorkbook: of the active workbook xlwings would want to know whether it holds code.
        ClvxlAsk = Server.CallUDF("udfs", "" & FunctionName, (Arguments), ThisWorkbook, _
                                  Application.Caller)
        Exit Function
Failed:
        Number = Err.Number
        Reason = Err.Description
        If MayAskAgain(Number, Reason, Tried) Then Resume Ask
        On Error GoTo 0
        Err.Raise Number, , ClvxlFailure(Number, Reason)
    #End If
End Function

' Lets a Python that did not start be asked for again.
Public Sub ClvxlForgetFailure()
    FailureText = ""
End Sub

' Runs the Python entry behind a button, with the options chosen in the ribbon.
Public Sub ClvxlRun(ByVal PythonModule As String, ByVal Entry As String, ByRef Options As Variant)
    Dim Number As Long, Reason As String
    If ActiveWorkbook Is Nothing Then
        ClvxlSay ClvxlText("no_workbook")
        Exit Sub
    End If
    On Error GoTo Failed
    #If Mac Then
        RunPython ClvxlCommand(PythonModule, Entry, Options)
    #Else
        ' A click is a wish to try again, and one wait is all it costs.
        ClvxlForgetFailure
        Execute ClvxlCommand(PythonModule, Entry, Options)
    #End If
    Exit Sub
Failed:
    Number = Err.Number
    Reason = Err.Description
    #If Mac Then
        Application.StatusBar = False
    #End If
    ClvxlSay ClvxlFailure(Number, Reason)
End Sub

#If Mac Then
' What Python wrote to its log on the Mac, which is read when it has ended.
Public Sub ClvxlReported(ByVal Content As String)
    ClvxlSay ClvxlFailure(0, Content)
End Sub

' A file made empty, so that no old fault is read in it.
Public Sub ClvxlEmptied(ByVal Path As String)
    Dim Number As Integer
    Number = FreeFile
    Open Path For Output As #Number
    Close #Number
End Sub
#Else
Private Sub Execute(ByVal Code As String)
    Dim Number As Long, Reason As String, Tried As Boolean
    On Error GoTo Failed
Ask:
    FindServer
    ' A server that is gone is noticed here, before the command: no command is begun twice.
    Server.SetAttr Server.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook
    On Error GoTo Ended
    Server.Exec "" & Code
    Exit Sub
Failed:
    Number = Err.Number
    Reason = Err.Description
    If MayAskAgain(Number, Reason, Tried) Then Resume Ask
    On Error GoTo 0
    Err.Raise Number, , Reason
Ended:
    Number = Err.Number
    Reason = Err.Description
    If ClvxlIsGone(Number, Reason) Then EndServer
    On Error GoTo 0
    Err.Raise Number, , Reason
End Sub

' Kept, because asking xlwings each time reads the settings file a dozen times.
Private Sub FindServer()
    If FailureText <> "" Then Err.Raise FailureNumber, , FailureText
    If Server Is Nothing Then Set Server = XLPy
End Sub

' Whether to ask once more, after a server that is gone was ended; if not, and there is none or it
' went twice, that is remembered.
Private Function MayAskAgain(ByVal Number As Long, ByVal Reason As String, _
                             ByRef Tried As Boolean) As Boolean
    Dim Gone As Boolean
    If FailureText <> "" Then Exit Function
    Gone = ClvxlIsGone(Number, Reason)
    If Gone Then EndServer
    MayAskAgain = Gone And Not Tried
    If Server Is Nothing And Not MayAskAgain Then
        FailureNumber = Number
        FailureText = IIf(Reason = "", "error " & Number, Reason)
    End If
    Tried = True
End Function

Private Sub EndServer()
    Set Server = Nothing
    On Error Resume Next
    KillPy
    ClvxlServerEnded
End Sub
#End If

' Explain: a formula that did not reach Python is explained here, all others in Python.
Public Sub ClvxlExplain(ByVal PythonModule As String, ByVal Entry As String, _
                        ByRef Options As Variant)
    Dim Failure As String
    Failure = ClvxlLastFailure()
    If Failure = "" Then
        ClvxlRun PythonModule, Entry, Options
    Else
        ClvxlSay Replace(ClvxlText("not_reached"), "{failure}", Failure)
    End If
End Sub

' Shows one sentence. MsgBox knows only the system's code page; Popup shows Chinese everywhere, but
' a policy can refuse it. 64: information; 4096: in front of Excel.
Public Sub ClvxlSay(ByVal Sentence As String)
    #If Mac Then
    #Else
        On Error GoTo Refused
        CreateObject("WScript.Shell").Popup Sentence, 0, "clvxl", 64 + 4096
        Exit Sub
Refused:
    #End If
    MsgBox Sentence, vbInformation, "clvxl"
End Sub
