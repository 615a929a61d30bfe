using System.Reflection;
using System.Runtime.CompilerServices;

namespace AutoDiff.Gradients.Tests.Forward;

/// <summary>A marked method with its generated members, in terms of boxed values.</summary>
internal sealed class MarkedMethod
{
    private readonly ParameterInfo[] _parameters;
    private readonly BoxedCall _f;
    private readonly BoxedCall _jvp;
    private readonly BoxedCall _vjp;
    private readonly ParameterInfo[] _jvpParameters;
    private readonly ParameterInfo[] _vjpParameters;
    private readonly bool _hasResult;
    private readonly bool _hasTangent;

    public MarkedMethod(MethodInfo method)
    {
        _parameters = method.GetParameters();
        MethodInfo jvp = Member(method, "Jvp"), vjp = Member(method, "Vjp");
        (_f, _jvp, _vjp) = (new(method), new(jvp), new(vjp));
        (_jvpParameters, _vjpParameters) = (jvp.GetParameters(), vjp.GetParameters());
        _hasResult = method.ReturnType != typeof(void);
        _hasTangent = jvp.ReturnType != method.ReturnType;
        int next = _parameters.Length;
        Active = [.. _parameters.Select(p => next < _jvpParameters.Length && _jvpParameters[next].Name!.TrimEnd('_') == "d" + p.Name!.TrimEnd('_') && next++ > 0)];
    }

    public IReadOnlyList<ParameterInfo> Parameters => _parameters;

    public IReadOnlyList<bool> Active { get; }

    public bool IsOut(int index) => _parameters[index].IsOut;

    public bool IsByValue(int index) => _parameters[index].ParameterType is { IsByRef: false, IsPrimitive: true } || (_parameters[index].ParameterType.IsByRef && _parameters[index].IsIn);

    public object? Run(object?[] arguments) => _f.Run(arguments);

    /// <summary>Value and tangent of the result. Tangents of buffers, references and outs are in <paramref name="tangents"/>.</summary>
    public (object? Value, object? Tangent) Jvp(object?[] arguments, object?[] tangents)
    {
        int[] active = ActiveIndices();
        object?[] all = [.. arguments, .. active.Select((i, k) => Unwrapped(tangents[i], _jvpParameters[arguments.Length + k].ParameterType)), .. _jvpParameters.Skip(arguments.Length + active.Length).Select(_ => (object?)null)];
        object? result = _jvp.Run(all);
        Array.Copy(all, arguments, arguments.Length);
        ParameterInfo? last = _jvpParameters.LastOrDefault();
        if (last is { IsOut: true } && last.Position >= arguments.Length + active.Length)
        {
            return (result, all[last.Position]);
        }

        return _hasTangent ? (((ITuple)result!)[0], ((ITuple)result)[1]) : (result, null);
    }

    /// <summary>The adjoints of what is passed by value. Adjoints of buffers are in <paramref name="adjoints"/>, where the cotangents of outs are too.</summary>
    public object?[] Vjp(object?[] arguments, object? cotangent, object?[] adjoints)
    {
        var all = new List<object?>(arguments);
        bool takesCotangent = _hasResult && all.Count < _vjpParameters.Length && _vjpParameters[all.Count].Name!.TrimEnd('_') == "dresult";
        if (takesCotangent)
        {
            all.Add(cotangent);
        }

        all.AddRange(ActiveIndices().Where(IsOut).Select(i => ((Array)adjoints[i]!).GetValue(0)));
        all.AddRange(ActiveIndices().Where(i => !IsOut(i) && !IsByValue(i)).Select(i => adjoints[i]));
        all.AddRange(_vjpParameters.Skip(all.Count).Select(_ => (object?)null));
        object? result = _vjp.Run([.. all]);
        int count = ActiveIndices().Count(IsByValue);
        int skip = _hasResult ? 1 : 0;
        return count == 0 ? [] : count + skip == 1 ? [result] : [.. Enumerable.Range(skip, count).Select(i => ((ITuple)result!)[i])];
    }

    // A parameter that is `in` is a cell among the arguments; its tangent is passed by value.
    private static object? Unwrapped(object? value, Type type) => value is Array { Length: 1 } cell && type.IsPrimitive ? cell.GetValue(0) : value;

    private int[] ActiveIndices() => [.. Enumerable.Range(0, _parameters.Length).Where(i => Active[i])];

    // Of the overloads, the one whose first parameters are F's.
    private static MethodInfo Member(MethodInfo method, string suffix) => method.DeclaringType!
        .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(m => m.Name == method.Name + suffix)
        .FirstOrDefault(m => m.GetParameters().Take(method.GetParameters().Length).Select(p => p.ParameterType).SequenceEqual(method.GetParameters().Select(p => p.ParameterType)))
        ?? throw new InvalidOperationException($"There is no {method.Name}{suffix}.");
}
