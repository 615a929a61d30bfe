using System.Reflection;
using System.Reflection.Emit;

namespace AutoDiff.Gradients.Tests.Forward;

/// <summary>Calls a method of any signature with boxed arguments: a span is given as its array, a reference as an array of one element.</summary>
internal sealed class BoxedCall
{
    private readonly Func<object?[], object?> _call;

    /// <param name="method">The method.</param>
    /// <param name="isQuiet">Whether results are dropped, so that the call itself allocates nothing.</param>
    public BoxedCall(MethodInfo method, bool isQuiet = false)
    {
        var dynamic = new DynamicMethod(method.Name, typeof(object), [typeof(object[])], typeof(BoxedCall).Module, skipVisibility: true);
        ILGenerator il = dynamic.GetILGenerator();
        ParameterInfo[] parameters = method.GetParameters();
        var spans = new List<(int Index, LocalBuilder Local)>();
        for (int i = 0; i < parameters.Length; i++)
        {
            Type type = parameters[i].ParameterType;
            if (type.IsByRef && type.GetElementType()!.IsByRefLike)
            {
                LocalBuilder local = il.DeclareLocal(type.GetElementType()!);
                spans.Add((i, local));
                il.Emit(OpCodes.Ldloca, local);
                continue;
            }

            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldelem_Ref);
            if (type.IsByRef)
            {
                il.Emit(OpCodes.Castclass, type.GetElementType()!.MakeArrayType());
                il.Emit(OpCodes.Ldc_I4_0);
                il.Emit(OpCodes.Ldelema, type.GetElementType()!);
            }
            else if (type.IsByRefLike)
            {
                Type array = type.GetGenericArguments()[0].MakeArrayType();
                il.Emit(OpCodes.Castclass, array);
                il.Emit(OpCodes.Call, type.GetMethod("op_Implicit", [array])!);
            }
            else
            {
                il.Emit(OpCodes.Unbox_Any, type);
            }
        }

        il.Emit(OpCodes.Call, method);
        if (isQuiet && method.ReturnType != typeof(void))
        {
            il.Emit(OpCodes.Pop);
        }

        if (isQuiet || method.ReturnType == typeof(void))
        {
            il.Emit(OpCodes.Ldnull);
        }
        else if (method.ReturnType.IsByRefLike)
        {
            EmitToArray(il, method.ReturnType);
        }
        else if (method.ReturnType.IsValueType)
        {
            il.Emit(OpCodes.Box, method.ReturnType);
        }

        foreach ((int index, LocalBuilder local) in isQuiet ? [] : spans)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, index);
            il.Emit(OpCodes.Ldloc, local);
            EmitToArray(il, local.LocalType);
            il.Emit(OpCodes.Stelem_Ref);
        }

        il.Emit(OpCodes.Ret);
        _call = dynamic.CreateDelegate<Func<object?[], object?>>();
    }

    /// <summary>Runs it; what it writes shows in the arguments.</summary>
    public object? Run(object?[] arguments) => _call(arguments);

    private static void EmitToArray(ILGenerator il, Type span)
    {
        LocalBuilder local = il.DeclareLocal(span);
        il.Emit(OpCodes.Stloc, local);
        il.Emit(OpCodes.Ldloca, local);
        il.Emit(OpCodes.Call, span.GetMethod("ToArray")!);
    }
}
