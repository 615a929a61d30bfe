using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Calls of recursive local functions, which become functions of their own with what they capture as parameters.</summary>
internal sealed partial class MethodLowering
{
    private Value LowerLiftedCall(IInvocationOperation call, IMethodSymbol method)
    {
        Place?[] places = EvaluateArguments(method, call.Arguments, call);
        Lifted? lifted = _lifting.Find(method);
        if (lifted is null)
        {
            lifted = _lifting.Add(method, Lifting.Captures(method, BodyOf));
            if (!Describe(lifted, method, call))
            {
                return Rejected(call);
            }

            Lift(lifted, method);
        }

        if (lifted.Callee is null)
        {
            return Rejected(call);
        }

        return EmitSplitCall(call, method, lifted.Callee, null, places, lifted.Captures);
    }

    private bool Describe(Lifted lifted, IMethodSymbol method, IOperation call)
    {
        var parameters = new List<CalleeParameter>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (!DescribeParameter(method, parameter, parameters))
            {
                RejectType(parameter.Type, call);
                return false;
            }
        }

        foreach (ISymbol capture in lifted.Captures)
        {
            ITypeSymbol type = capture is ILocalSymbol local ? local.Type : ((IParameterSymbol)capture).Type;
            RefKind kind = (capture is ILocalSymbol { IsRef: true } or IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out }) || _lifting.IsChanged(capture, method, BodyOf)
                ? RefKind.Ref
                : RefKind.None;
            int first = parameters.Count;
            if (!DescribeParameter(capture.Name, type, kind, isActive: true, parameters)
                || (parameters.Count > first && parameters[first].Type is BufferType { Kind: BufferKind.Ref, Element: BufferType or StructType }))
            {
                RejectUnsupported(call, $"the variable '{capture.Name}' that the recursive local function '{method.Name}' captures", "Pass it as a parameter");
                return false;
            }
        }

        string name = HeaderBuilder.Build(_lifting.Root).QualifiedContainer + "." + lifted.Name;
        lifted.Callee = new Callee("", name + "Forward", name + "Reverse", parameters.ToEquatableArray(), ResultTypes(method))
        {
            ResultShape = ShapeOf(method),
            TangentName = _tangents is null ? null : name + "Tangent",
        };
        return true;
    }

    // The function's body, lowered with variables of its own.
    private void Lift(Lifted lifted, IMethodSymbol method)
    {
        if (BodyOf(method) is not { } body)
        {
            _hasErrors = true;
            return;
        }

        var lowering = new MethodLowering(method, this);
        int position = _lifting.Functions.Count;
        Function? function = lowering.LowerLifted(lifted, method, body);
        _hasErrors |= lowering._hasErrors;
        if (function is not null)
        {
            _lifting.Functions.Insert(position, function);
        }
    }

    private Function? LowerLifted(Lifted lifted, IMethodSymbol method, IBlockOperation body)
    {
        var parameters = new List<Parameter>();
        ISymbol[] symbols = [.. method.Parameters, .. lifted.Captures];
        int next = 0;
        for (int i = 0; i < symbols.Length; i++)
        {
            CalleeParameter described = lifted.Callee!.Parameters[next];
            if (described.Part is { } part)
            {
                _frame.Bind(symbols[i], AddParts(part with { Path = [] }, part.Type, described.IsActive, symbols[i].Name, parameters));
                next = parameters.Count;
                continue;
            }

            next++;
            Variable variable = NewVariable(symbols[i].Name, described.Type);
            _frame.Bind(symbols[i], described.Type is BufferType { Kind: BufferKind.Ref } reference
                ? new ElementPlace(variable, [], [], reference.Element)
                : new VariablePlace(variable));
            parameters.Add(new Parameter(variable, described.Mode, described.IsActive));
        }

        return LowerFunction(lifted.Name, method, parameters, body);
    }
}
