Attribute VB_Name = "ClvxlBridge"
Option Explicit
' The only module that knows xlwings' runtime.

Private Server As Object

' Asks Python for the answer of a worksheet function.
Public Function ClvxlAsk(ByVal FunctionName As String, ByRef Arguments As Variant) As Variant
    #If Mac Then
        Err.Raise vbObjectError + 513, , "the functions need Excel on Windows"
    #Else
        On Error GoTo Again
        ClvxlAsk = Called(FunctionName, Arguments)
        Exit Function
Again:
        ' -2147023174, -2147023170, -2147417848: the server is no longer there. Start one, once.
        Select Case Err.Number
            Case -2147023174, -2147023170, -2147417848
            Case Else
                Err.Raise Err.Number, , Err.Description
        End Select
        Set Server = Nothing
        Resume Restarted
Restarted:
        On Error GoTo 0
        ClvxlAsk = Called(FunctionName, Arguments)
    #End If
End Function

#If Not Mac Then
Private Function Called(ByVal FunctionName As String, ByRef Arguments As Variant) As Variant
    ' Kept, because finding it again reads the settings file a dozen times.
    If Server Is Nothing Then Set Server = XLPy
    ' ThisWorkbook: of the active workbook xlwings would want to know whether it holds code.
    Called = Server.CallUDF("udfs", FunctionName, Arguments, ThisWorkbook, Application.Caller)
End Function
#End If

' Lets the server go, so that it can end with Excel.
Public Sub ClvxlRelease()
    Set Server = Nothing
End Sub

' Runs the Python entry behind a button, with the options chosen in the ribbon.
Public Sub ClvxlRun(ByVal PythonModule As String, ByVal Entry As String, ByRef Options As Variant)
    If ActiveWorkbook Is Nothing Then
        ClvxlSay ClvxlText("no_workbook")
        Exit Sub
    End If
    RunPython ClvxlCommand(PythonModule, Entry, Options)
End Sub

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

' Shows one sentence. MsgBox knows only the system's code page; Popup shows Chinese everywhere.
Public Sub ClvxlSay(ByVal Sentence As String)
    #If Mac Then
        MsgBox Sentence, vbInformation, "clvxl"
    #Else
        CreateObject("WScript.Shell").Popup Sentence, 0, "clvxl", 64
    #End If
End Sub
