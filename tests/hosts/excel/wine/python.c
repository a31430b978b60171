/* Stands in python.exe's place: a COM server as xlwings.serve is one, without a Python.

   It writes the arguments that it got, one a line, to the file that CLVXL_ARGUMENTS names, serves
   the class that the last argument asks for, and answers CallUDF:

     NAME     a table of one row: module.NAME, what each argument is, what the workbook and the
              caller say when asked back, and the number of this process
     "raise"  an exception, as pywin32 hands over one of Python's
     "die"    the process ends in the call
     "leave"  the process ends after the call

   CLVXL_END=milliseconds: a Python that ends after that time, before it serves anything. */

#include "automation.h"
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define SOON 300
#define LONGEST_LIFE 60000
#define LONGEST_TEXT 512

static const wchar_t TRACEBACK[] =
    L"Unexpected Python Error: Traceback (most recent call last):\n"
    L"  File \"udfs.py\", line 7, in F\n"
    L"ValueError: no sales in row 7\n";

/* What a Variant refers to, where it holds another one by reference. */
static VARIANT *meant(VARIANT *given)
{
    return given->vt == (VT_VARIANT | VT_BYREF) ? given->pvarVal : given;
}

/* Writes what an argument is: n 1.5, s text, missing, or its type's number. */
static void describe(VARIANT *given, wchar_t *text)
{
    VARIANT *value = meant(given);
    if (value->vt == VT_R8)
        swprintf(text, LONGEST_TEXT, L"n %g", value->dblVal);
    else if (value->vt == VT_BSTR)
        swprintf(text, LONGEST_TEXT, L"s %ls", value->bstrVal);
    else if (value->vt == VT_ERROR && value->scode == DISP_E_PARAMNOTFOUND)
        swprintf(text, LONGEST_TEXT, L"missing");
    else
        swprintf(text, LONGEST_TEXT, L"type %d", value->vt);
}

/* Asks an object of Excel's what it is, while Excel waits for this very call. */
static void ask_back(VARIANT *given, wchar_t *text)
{
    VARIANT *object = meant(given), said;
    DISPPARAMS nothing = {NULL, NULL, 0, 0};
    HRESULT hr = E_POINTER;
    VariantInit(&said);
    if (object->vt == VT_DISPATCH)
        hr = IDispatch_Invoke(object->pdispVal, MEMBER, &IID_NULL, 0, DISPATCH_PROPERTYGET,
                              &nothing, &said, NULL, NULL);
    if (SUCCEEDED(hr) && said.vt == VT_BSTR)
        swprintf(text, LONGEST_TEXT, L"%ls", said.bstrVal);
    else
        swprintf(text, LONGEST_TEXT, L"refused %ld type %d", (long)hr, object->vt);
}

static HRESULT raised(EXCEPINFO *error)
{
    memset(error, 0, sizeof *error);
    error->scode = E_FAIL;
    error->bstrSource = SysAllocString(L"Python COM Server Internal Error");
    error->bstrDescription = SysAllocString(TRACEBACK);
    return DISP_E_EXCEPTION;
}

static void put(SAFEARRAY *table, LONG column, const wchar_t *text)
{
    LONG place[2] = {0, column};
    VARIANT value;
    value.vt = VT_BSTR;
    value.bstrVal = SysAllocString(text);
    SafeArrayPutElement(table, place, &value);
    VariantClear(&value);
}

/* CallUDF(module, name, arguments, workbook, caller) */
static HRESULT call_udf(DISPPARAMS *given, VARIANT *result, EXCEPINFO *error)
{
    if (given->cArgs != 5 || !result)
        return DISP_E_BADPARAMCOUNT;
    VARIANT *caller = &given->rgvarg[0], *book = &given->rgvarg[1];
    VARIANT *arguments = meant(&given->rgvarg[2]);
    VARIANT *name = &given->rgvarg[3], *module = &given->rgvarg[4];
    BSTR function = name->vt == (VT_BSTR | VT_BYREF) ? *name->pbstrVal : name->bstrVal;
    if (!wcscmp(function, L"raise"))
        return raised(error);
    if (!wcscmp(function, L"die"))
        TerminateProcess(GetCurrentProcess(), 1);
    if (!wcscmp(function, L"leave"))
        SetTimer(NULL, 0, SOON, NULL);
    if (arguments->vt != (VT_ARRAY | VT_VARIANT))
        return DISP_E_TYPEMISMATCH;
    LONG first, last, column = 0;
    SafeArrayGetLBound(arguments->parray, 1, &first);
    SafeArrayGetUBound(arguments->parray, 1, &last);
    SAFEARRAYBOUND bounds[2] = {{1, 0}, {last - first + 5, 0}};
    SAFEARRAY *table = SafeArrayCreate(VT_VARIANT, 2, bounds);
    wchar_t text[LONGEST_TEXT];
    swprintf(text, LONGEST_TEXT, L"%ls.%ls", module->bstrVal, function);
    put(table, column++, text);
    for (LONG at = first; at <= last; at++) {
        VARIANT each;
        VariantInit(&each);
        SafeArrayGetElement(arguments->parray, &at, &each);
        describe(&each, text);
        put(table, column++, text);
        VariantClear(&each);
    }
    ask_back(book, text);
    put(table, column++, text);
    ask_back(caller, text);
    put(table, column++, text);
    swprintf(text, LONGEST_TEXT, L"%lu", GetCurrentProcessId());
    put(table, column++, text);
    result->vt = VT_ARRAY | VT_VARIANT;
    result->parray = table;
    return S_OK;
}

static Object server = {{&object_members}, call_udf};

static HRESULT WINAPI factory_query(IClassFactory *self, REFIID wanted, void **found)
{
    if (IsEqualIID(wanted, &IID_IUnknown) || IsEqualIID(wanted, &IID_IClassFactory)) {
        *found = self;
        return S_OK;
    }
    *found = NULL;
    return E_NOINTERFACE;
}

static ULONG WINAPI factory_add_ref(IClassFactory *self)
{
    return 2;
}

static ULONG WINAPI factory_release(IClassFactory *self)
{
    return 1;
}

static HRESULT WINAPI factory_create(IClassFactory *self, IUnknown *outer, REFIID wanted,
                                     void **made)
{
    return IDispatch_QueryInterface(&server.dispatch, wanted, made);
}

static HRESULT WINAPI factory_lock(IClassFactory *self, BOOL lock)
{
    return S_OK;
}

static IClassFactoryVtbl factory_members = {
    factory_query, factory_add_ref, factory_release, factory_create, factory_lock,
};
static IClassFactory factory = {&factory_members};

/* Writes the arguments as UTF-8, one a line. */
static void write_arguments(int count, wchar_t **given)
{
    wchar_t *path = _wgetenv(L"CLVXL_ARGUMENTS");
    FILE *file = path ? _wfopen(path, L"wb") : NULL;
    if (!file)
        return;
    for (int at = 0; at < count; at++) {
        char text[8 * LONGEST_TEXT];
        WideCharToMultiByte(CP_UTF8, 0, given[at], -1, text, sizeof text, NULL, NULL);
        fprintf(file, "%s\n", text);
    }
    fclose(file);
}

/* Finds the class in: serve('{…}') */
static int wanted_class(const wchar_t *code, CLSID *class)
{
    wchar_t text[39] = L"";
    const wchar_t *start = wcsstr(code, L"serve('");
    if (!start || wcslen(start) < 7 + 38)
        return 0;
    wcsncpy(text, start + 7, 38);
    return SUCCEEDED(CLSIDFromString(text, class));
}

int wmain(int count, wchar_t **given)
{
    CLSID class;
    DWORD registered;
    MSG message;
    wchar_t *end = _wgetenv(L"CLVXL_END");
    write_arguments(count, given);
    if (end) {
        Sleep(_wtoi(end));
        return 1;
    }
    if (!wanted_class(given[count - 1], &class))
        return 2;
    CoInitialize(NULL);
    if (FAILED(CoRegisterClassObject(&class, (IUnknown *)&factory, CLSCTX_LOCAL_SERVER,
                                     REGCLS_MULTIPLEUSE, &registered)))
        return 3;
    SetTimer(NULL, 0, LONGEST_LIFE, NULL);
    while (GetMessageW(&message, NULL, 0, 0) > 0 && message.message != WM_TIMER)
        DispatchMessageW(&message);
    TerminateProcess(GetCurrentProcess(), 0);
    return 0;
}
