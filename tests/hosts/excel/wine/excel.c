/* Stands in Excel's place: does with xlwings' DLL what VBA does, and prints what came back.

     excel.exe DLL COMMAND STEP...

   DLL is the library's path, COMMAND a UTF-8 file that holds the command line; the steps:

     start    XLPy: activate the server, keep what it gives
     kill     KillPy: end the server
     start+N, kill+N
              the same with N blanks after the command line, for the DLL another server
     gone     wait until the process that answered last has ended
     NAME     Server.CallUDF("udfs", NAME, Array(1.5, "é", missing), ThisWorkbook, Caller)

   Each result is a line STEP.KEY=VALUE, UTF-8, the steps counted from 1; 0 is the DLL and, in the
   last line, the end. A line break in a value is written \n. Numbers are the ones that VBA has in
   Err.Number. */

#include "automation.h"
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST_COMMAND 8192
#define PATIENCE 15000

typedef HRESULT(WINAPI *Activate)(VARIANT *result, const char *command, int mode);

static int step;
static DWORD server_process;

static void print(const char *key, const wchar_t *value)
{
    int size = WideCharToMultiByte(CP_UTF8, 0, value, -1, NULL, 0, NULL, NULL);
    char *text = malloc(size);
    WideCharToMultiByte(CP_UTF8, 0, value, -1, text, size, NULL, NULL);
    printf("%d.%s=", step, key);
    for (char *each = text; *each; each++)
        *each == '\n' ? printf("\\n") : *each == '\r' ? printf("\\r") : putchar(*each);
    printf("\n");
    fflush(stdout);
    free(text);
}

static void print_number(const char *key, long number)
{
    printf("%d.%s=%ld\n", step, key, number);
    fflush(stdout);
}

/* A text as VBA hands it to a DLL: in the system's character set. */
static char *as_vba_passes(const wchar_t *text)
{
    int size = WideCharToMultiByte(CP_ACP, 0, text, -1, NULL, 0, NULL, NULL);
    char *passed = malloc(size);
    WideCharToMultiByte(CP_ACP, 0, text, -1, passed, size, NULL, NULL);
    return passed;
}

static wchar_t *read_file(const wchar_t *path)
{
    static char bytes[LONGEST_COMMAND];
    static wchar_t text[LONGEST_COMMAND];
    FILE *file = _wfopen(path, L"rb");
    if (!file)
        return NULL;
    bytes[fread(bytes, 1, sizeof bytes - 1, file)] = 0;
    fclose(file);
    MultiByteToWideChar(CP_UTF8, 0, bytes, -1, text, LONGEST_COMMAND);
    return text;
}

/* The command line with the blanks that a step asks for. */
static const wchar_t *with_blanks(const wchar_t *command, const wchar_t *asked)
{
    static wchar_t text[LONGEST_COMMAND];
    const wchar_t *count = wcschr(asked, L'+');
    swprintf(text, LONGEST_COMMAND, L"%ls%*ls", command, count ? _wtoi(count) : 0, L"");
    return text;
}

static HRESULT say(const wchar_t *text, VARIANT *result)
{
    if (!result)
        return E_POINTER;
    result->vt = VT_BSTR;
    result->bstrVal = SysAllocString(text);
    return S_OK;
}

static HRESULT say_book(DISPPARAMS *given, VARIANT *result, EXCEPINFO *error)
{
    return say(L"clvxl.xlam", result);
}

static HRESULT say_caller(DISPPARAMS *given, VARIANT *result, EXCEPINFO *error)
{
    return say(L"$B$2", result);
}

static Object book = {{&object_members}, say_book};
static Object caller = {{&object_members}, say_caller};

/* Activates or kills the server; what it says instead of an object is text. */
static void activate(Activate ask, const wchar_t *command, int mode, VARIANT *server)
{
    char *passed = as_vba_passes(command);
    DWORD begun = GetTickCount();
    VARIANT result;
    VariantInit(&result);
    print_number("result", ask(&result, passed, mode));
    print_number("milliseconds", GetTickCount() - begun);
    if (result.vt == VT_BSTR)
        print("text", result.bstrVal);
    if (result.vt == VT_DISPATCH) {
        VariantClear(server);
        *server = result;
        print("text", L"");
    }
    free(passed);
}

/* An array of the three kinds of arguments that a cell can give. */
static void fill_arguments(VARIANT *arguments)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_VARIANT, 0, 3);
    VARIANT *each;
    SafeArrayAccessData(array, (void **)&each);
    each[0].vt = VT_R8;
    each[0].dblVal = 1.5;
    each[1].vt = VT_BSTR;
    each[1].bstrVal = SysAllocString(L"\u00e9 \u4e2d");
    each[2].vt = VT_ERROR;
    each[2].scode = DISP_E_PARAMNOTFOUND;
    SafeArrayUnaccessData(array);
    arguments->vt = VT_ARRAY | VT_VARIANT;
    arguments->parray = array;
}

/* Prints the texts of a table of one row; the last is the server's process. */
static void print_table(VARIANT *table)
{
    wchar_t text[LONGEST_COMMAND] = L"";
    LONG last, place[2] = {0, 0};
    if (table->vt != (VT_ARRAY | VT_VARIANT)) {
        print_number("type", table->vt);
        return;
    }
    SafeArrayGetUBound(table->parray, 2, &last);
    for (; place[1] <= last; place[1]++) {
        VARIANT each;
        VariantInit(&each);
        SafeArrayGetElement(table->parray, place, &each);
        if (place[1] == last) {
            server_process = wcstoul(each.bstrVal, NULL, 10);
        } else {
            wcscat(text, place[1] ? L"|" : L"");
            wcscat(text, each.bstrVal);
        }
        VariantClear(&each);
    }
    print("answer", text);
}

/* Server.CallUDF(…), bound late as VBA does: the name first, then the call. */
static void call(VARIANT *server, const wchar_t *function)
{
    OLECHAR *member = L"CallUDF";
    BSTR name = SysAllocString(function);
    DISPID id;
    VARIANT arguments, given[5], result;
    EXCEPINFO error;
    UINT wrong;
    DISPPARAMS all = {given, NULL, 5, 0};
    HRESULT hr;
    if (server->vt != VT_DISPATCH || !server->pdispVal) {
        print("answer", L"no server");
        return;
    }
    hr = IDispatch_GetIDsOfNames(server->pdispVal, &IID_NULL, &member, 1, 0, &id);
    print_number("name", hr);
    if (FAILED(hr))
        return;
    fill_arguments(&arguments);
    given[4].vt = VT_BSTR;
    given[4].bstrVal = SysAllocString(L"udfs");
    given[3].vt = VT_BSTR | VT_BYREF;
    given[3].pbstrVal = &name;
    given[2].vt = VT_VARIANT | VT_BYREF;
    given[2].pvarVal = &arguments;
    given[1].vt = given[0].vt = VT_DISPATCH;
    given[1].pdispVal = &book.dispatch;
    given[0].pdispVal = &caller.dispatch;
    memset(&error, 0, sizeof error);
    VariantInit(&result);
    hr = IDispatch_Invoke(server->pdispVal, id, &IID_NULL, 0,
                          DISPATCH_METHOD | DISPATCH_PROPERTYGET, &all, &result, &error, &wrong);
    print_number("number", hr == DISP_E_EXCEPTION ? error.scode : hr);
    if (error.bstrDescription)
        print("description", error.bstrDescription);
    if (SUCCEEDED(hr))
        print_table(&result);
    VariantClear(&result);
    VariantClear(&arguments);
}

/* Says whether the process that answered last has ended, or ends soon. */
static void wait_gone(void)
{
    HANDLE process = OpenProcess(SYNCHRONIZE, FALSE, server_process);
    BOOL ended = !process || WaitForSingleObject(process, PATIENCE) == WAIT_OBJECT_0;
    print("gone", !server_process ? L"nothing answered" : ended ? L"yes" : L"no");
}

int wmain(int count, wchar_t **given)
{
    VARIANT server;
    HMODULE library;
    Activate ask;
    wchar_t *command;
    if (count < 4 || !(command = read_file(given[2])))
        return 2;
    VariantInit(&server);
    CoInitialize(NULL);
    library = LoadLibraryA(as_vba_passes(given[1]));
    ask = library ? (Activate)(void *)GetProcAddress(library, "XLPyDLLActivateAuto") : NULL;
    print("library", ask ? L"loaded" : L"missing");
    if (!ask)
        return 1;
    for (int at = 3; at < count; at++) {
        step++;
        if (!wcsncmp(given[at], L"start", 5))
            activate(ask, with_blanks(command, given[at]), 1, &server);
        else if (!wcsncmp(given[at], L"kill", 4))
            activate(ask, with_blanks(command, given[at]), -1, &server);
        else if (!wcscmp(given[at], L"gone"))
            wait_gone();
        else
            call(&server, given[at]);
    }
    step = 0;
    print("ended", L"well");
    ExitProcess(0);
}
