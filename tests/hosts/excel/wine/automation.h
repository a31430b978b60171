/* A COM object that answers calls by name, as small as COM allows; for excel.c and python.c. */

#ifndef AUTOMATION_H
#define AUTOMATION_H

#define COBJMACROS
#include <windows.h>
#include <oleauto.h>

/* The one member that an object answers to; every name is this member. */
#define MEMBER 7

/* Answers a call; arguments stand last first, as COM hands them over. */
typedef HRESULT (*Answer)(DISPPARAMS *given, VARIANT *result, EXCEPINFO *error);

typedef struct {
    IDispatch dispatch;
    Answer answer;
} Object;

static HRESULT WINAPI object_query(IDispatch *self, REFIID wanted, void **found)
{
    if (IsEqualIID(wanted, &IID_IUnknown) || IsEqualIID(wanted, &IID_IDispatch)) {
        *found = self;
        return S_OK;
    }
    *found = NULL;
    return E_NOINTERFACE;
}

/* Objects are static: they live as long as their program. */
static ULONG WINAPI object_add_ref(IDispatch *self)
{
    return 2;
}

static ULONG WINAPI object_release(IDispatch *self)
{
    return 1;
}

static HRESULT WINAPI object_type_count(IDispatch *self, UINT *count)
{
    *count = 0;
    return S_OK;
}

static HRESULT WINAPI object_type(IDispatch *self, UINT at, LCID language, ITypeInfo **type)
{
    *type = NULL;
    return E_NOTIMPL;
}

static HRESULT WINAPI object_ids(IDispatch *self, REFIID unused, LPOLESTR *names, UINT count,
                                 LCID language, DISPID *ids)
{
    for (UINT at = 0; at < count; at++)
        ids[at] = MEMBER;
    return S_OK;
}

static HRESULT WINAPI object_invoke(IDispatch *self, DISPID id, REFIID unused, LCID language,
                                    WORD kind, DISPPARAMS *given, VARIANT *result,
                                    EXCEPINFO *error, UINT *wrong)
{
    return ((Object *)self)->answer(given, result, error);
}

static IDispatchVtbl object_members = {
    object_query, object_add_ref, object_release, object_type_count,
    object_type,  object_ids,     object_invoke,
};

#endif
