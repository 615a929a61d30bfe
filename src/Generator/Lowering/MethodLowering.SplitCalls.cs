using AutoDiff.Generator.CustomDerivatives;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Calls that aren't lowered in place: recursive, large, or kept out of line by <c>[MethodImpl(NoInlining)]</c>.</summary>
internal sealed partial class MethodLowering
{
    private const int LargestInlined = 250;
    private const int MostInlined = 4000;

    /// <summary>Whether a marked method's body may be lowered in place of a call.</summary>
    /// <param name="method">The method.</param>
    /// <param name="always">Whether it is to be, however large it is.</param>
    private bool CanInline(IMethodSymbol method, bool always = false)
    {
        if (IsActiveFrame(method) || (!always && HasConstantBuffers(method)) || (!always && (method.MethodImplementationFlags & System.Reflection.MethodImplAttributes.NoInlining) != 0))
        {
            return false;
        }

        if (BodyOf(method) is not { } body || !Substitution.Fits(method, body, _compilation))
        {
            return false;
        }

        int size = 0;
        HashSet<ISymbol> reached = [];
        foreach (IOperation operation in body.Descendants())
        {
            size++;
            if ((size > LargestInlined && !always) || (UsedSymbol(operation) is { } symbol && !IsReachable(symbol, reached)))
            {
                return false;
            }
        }

        _lifting.InlinedSize += size;
        return always || _lifting.InlinedSize <= MostInlined;
    }

    /// <param name="call">The call.</param>
    /// <param name="method">The method.</param>
    /// <param name="rules">A hand-written forward derivative that takes the place of the method's own forward mode, or null.</param>
    private Value LowerSplitCall(IInvocationOperation call, IMethodSymbol method, RulePair? rules = null)
    {
        Place? receiver = call.Instance is null ? null : Receiver(call.Instance, method);
        return SplitCallOf(call, method, receiver, EvaluateArguments(method, call.Arguments, call), rules);
    }

    /// <summary>A call in split form whose receiver and arguments have been evaluated.</summary>
    private Value SplitCallOf(IOperation call, IMethodSymbol method, Place? receiver, Place?[] places, RulePair? rules)
    {
        if (method.ReturnsByRef || method.ReturnsByRefReadonly || (!IsForeign(method) && BodyOf(method) is null && !IsOverridable(method)))
        {
            return Reject(DiagnosticDescriptors.CallWithoutDerivative, call, method.Name);
        }

        if (!_compilation.IsSymbolAccessibleWithin(method, _lifting.Root.ContainingType))
        {
            RejectHiddenUse(call, method);
            return Rejected(call);
        }

        if (!IsForeign(method))
        {
            _lifting.SplitCallees.Add(HeaderBuilder.HintName(method.OriginalDefinition));
        }

        AttributeData? attribute = MarkedMethod.Attribute(method, "DifferentiableAttribute");
        HashSet<string>? withRespectTo = MarkedMethod.WithRespectTo(attribute);
        var parameters = new List<CalleeParameter>();
        if (!method.IsStatic
            && !DescribeParameter("this", method.ContainingType, ChangesReceiver(method) ? RefKind.Ref : RefKind.None, withRespectTo is null || withRespectTo.Contains("this"), parameters))
        {
            RejectType(method.ContainingType, call);
            return Rejected(call);
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (!DescribeParameter(method, parameter, parameters))
            {
                RejectType(parameter.Type, call);
                return Rejected(call);
            }
        }

        var callee = new Callee(
            method.IsStatic ? QualifiedNames.StaticMember(method) : QualifiedNames.Identifier(method.Name),
            QualifiedNames.GeneratedMember(method, "Forward"),
            QualifiedNames.GeneratedMember(method, ReverseSuffixOf(method)),
            parameters.ToEquatableArray(),
            ResultTypes(method))
        {
            Custom = rules is null ? null : RuleCall.Build(rules, method, changesReceiver: false, EffectsOf(method)) is { References.Count: 0 } built ? built.Callee.Custom : null,
            ResultShape = ShapeOf(method),
            TangentName = TangentNameOf(method, call),
            IsInstance = !method.IsStatic,
        };
        return EmitSplitCall(call, method, callee, receiver, places, []);
    }

    // A callee with forward mode has a member for it. Another one's tangents are computed by a copy of it that belongs to the method being lowered.
    private string? TangentNameOf(IMethodSymbol method, IOperation call)
    {
        if (_tangents is not { } tangents)
        {
            return null;
        }

        if (IsForeign(method) ? HasMember(method, "Tangent") : MarkedMethod.HasJvp(MarkedMethod.Attribute(method, "DifferentiableAttribute")))
        {
            return QualifiedNames.GeneratedMember(method, "Tangent");
        }

        if (IsForeign(method))
        {
            return null;
        }

        IMethodSymbol constructed = method;
        method = method.OriginalDefinition;
        string name = tangents.NameOf(method, _lifting.Prefix, out bool isNew);
        if (isNew && BodyOrAnchor(method) is { } body)
        {
            Substitution.Current = null;
            var lowering = new MethodLowering(method, name, call.Syntax, this);
            lowering._references.Add(method, body);
            HashSet<string>? withRespectTo = MarkedMethod.WithRespectTo(method);
            var parameters = new List<Parameter>();
            if (!method.IsStatic)
            {
                lowering.LowerReceiver(method, withRespectTo is null || withRespectTo.Contains("this"), parameters);
            }

            foreach (IParameterSymbol parameter in method.Parameters)
            {
                lowering.LowerParameter(parameter, withRespectTo, body, parameters);
            }

            Function? function = lowering.LowerFunction(name, method, parameters, body, RuleTable.Of(_compilation).Find(method) is { Reverse: not null } rules ? rules : null);
            _hasErrors |= lowering._hasErrors;
            _lifting.Usings.UnionWith(lowering._lifting.Usings);
            _lifting.SplitCallees.UnionWith(lowering._lifting.SplitCallees);
            if (function is not null)
            {
                tangents.Callees.Add(new(HeaderBuilder.Build(method), function, lowering._lifting.Functions.ToEquatableArray()));
            }

            Enter(_frame);
        }

        return $"{QualifiedNames.Type(constructed.ContainingType)}.{name}Tangent{QualifiedNames.TypeArguments(constructed)}";
    }

    private bool DescribeParameter(IMethodSymbol method, IParameterSymbol parameter, List<CalleeParameter> parameters)
    {
        bool isConstant = IsConstant(method, parameter);
        int count = parameters.Count;
        if (!DescribeParameter(parameter.Name, parameter.Type, parameter.RefKind, !isConstant, parameters))
        {
            return false;
        }

        if (isConstant && parameters.Count == count + 1 && parameters[count].Type is BufferType { CanBeActive: true, IsTensor: false, Kind: not BufferKind.Object } && _bufferWrites.MayReach(parameter))
        {
            parameters[count] = parameters[count] with { IsWrittenConstant = true };
        }

        return true;
    }

    /// <summary>Adds a parameter of a callee, or one for each part of a tuple or aggregate; false when its type can't be passed.</summary>
    private static bool DescribeParameter(string name, ITypeSymbol type, RefKind kind, bool isActive, List<CalleeParameter> parameters)
    {
        if (TypeMapping.Map(type) is not { } mapped)
        {
            return false;
        }

        PassingMode mode = ModeOf(kind);
        if (mapped is StructType structure && mode is not (PassingMode.Ref or PassingMode.Out))
        {
            foreach ((EquatableArray<string> path, IrType leaf, bool isLeafActive) in Fields.Leaves(structure))
            {
                parameters.Add(new(name, leaf, PassingMode.Value, isActive && isLeafActive && leaf.CanBeActive)
                {
                    Part = new ParameterPart(name, structure, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), path),
                });
            }

            return true;
        }

        parameters.Add(new(name, mode is PassingMode.Ref or PassingMode.Out ? new BufferType(BufferKind.Ref, mapped) : mapped, mode, isActive && mapped.CanBeActive));
        return true;
    }

    // The position of a parameter of the callee among its described ones.
    private static int PositionOf(Callee callee, int ordinal)
    {
        int position = callee.IsInstance ? CountOf(callee, 0) : 0;
        for (int i = 0; i < ordinal; i++)
        {
            position += CountOf(callee, position);
        }

        return position;
    }

    private static int CountOf(Callee callee, int position) => callee.Parameters[position].Part is { } part ? Fields.Leaves(part.Type).Count() : 1;

    private static EquatableArray<IrType> ResultTypes(IMethodSymbol method)
    {
        var types = new List<IrType>();
        void Add(ITypeSymbol type)
        {
            if (Composites.PartsOf(type) is { } parts)
            {
                foreach (Composites.Part part in parts)
                {
                    Add(part.Type);
                }
            }
            else if (TypeMapping.Map(type) is { } mapped)
            {
                types.Add(mapped);
            }
        }

        if (!method.ReturnsVoid)
        {
            Add(method.ReturnType);
        }

        return types.ToEquatableArray();
    }

    private Value EmitSplitCall(IOperation call, IMethodSymbol method, Callee callee, Place? receiver, Place?[] places, IReadOnlyList<ISymbol> captures)
    {
        var arguments = new Operand[callee.Parameters.Count];
        var copiesBack = new List<(Place Place, Operand Cell)>();
        _operation = call;
        if (callee.IsInstance)
        {
            BindSplit(callee, 0, receiver, arguments, copiesBack);
        }

        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] is { } referenced && call is IInvocationOperation invocation && invocation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == i) is { } argument
                && callee.Parameters[PositionOf(callee, i)] is { Part: null, Mode: PassingMode.Ref or PassingMode.Out } && SharesMemory(referenced, argument, invocation))
            {
                RejectUnsupported(
                    argument, $"'{FirstLine(argument.Syntax)}', by which '{method.Name}' and its other arguments may reach the same memory", "Pass the index");
            }

            BindSplit(callee, PositionOf(callee, i), places[i], arguments, copiesBack);
        }

        for (int i = 0; i < captures.Count; i++)
        {
            int position = PositionOf(callee, method.Parameters.Length + i);
            CalleeParameter described = callee.Parameters[position];
            if (described.Part is not null)
            {
                var leaves = new List<Operand>();
                Flatten(_frame.Find(captures[i]) is { } whole ? Read(whole) : default, leaves);
                foreach (Operand leaf in leaves)
                {
                    arguments[position++] = leaf;
                }

                continue;
            }

            Place place = Current(_frame.Find(captures[i])) ?? BindCapture(captures[i], described);
            arguments[position] = described.Mode == PassingMode.Ref ? Reference(place, described, copiesBack) : Read(place).Operand ?? Rejected(call);
        }

        if (_hasErrors)
        {
            return Rejected(call);
        }

        Variable[] results = callee.Results.Map(NewTemporary).ToArray();
        Emit(new SplitCall(callee, new(arguments), new(results)) { Site = CurrentSite() });
        foreach ((Place place, Operand cell) in copiesBack)
        {
            Write(place, Read(Referenced(cell)));
        }

        int next = 0;
        return method.ReturnsVoid ? default : Results(method.ReturnType, results, ref next);
    }

    private void BindSplit(Callee callee, int position, Place? place, Operand[] arguments, List<(Place Place, Operand Cell)> copiesBack)
    {
        CalleeParameter described = callee.Parameters[position];
        if (described.Part is null && described.Mode is PassingMode.Ref or PassingMode.Out)
        {
            arguments[position] = Reference(place ?? DiscardPlace.Instance, described, copiesBack);
            return;
        }

        // Variables of their own: what follows may change those that are read.
        var leaves = new List<Operand>();
        Flatten(place is null ? default : Read(place), leaves);
        if (leaves.Count == 0 && described.Part is null)
        {
            _hasErrors = true;
        }

        foreach (Operand leaf in leaves)
        {
            arguments[position++] = Let(new Copy(leaf));
        }
    }

    // Captured, but not assigned yet: it is the local function that assigns it first.
    private Place BindCapture(ISymbol symbol, CalleeParameter described)
    {
        IrType type = described.Type is BufferType { Kind: BufferKind.Ref } reference ? reference.Element : described.Type;
        Variable variable = NewVariable(symbol.Name, type);
        EmitAssign(variable, new Copy(Constant.Default(type)));
        var place = new VariablePlace(variable);
        _frame.Bind(symbol, place);
        return place;
    }

    private static Value Results(ITypeSymbol type, Variable[] results, ref int next)
    {
        if (Composites.PartsOf(type) is not { } parts)
        {
            return results[next++];
        }

        var elements = new Value[parts.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = Results(parts[i].Type, results, ref next);
        }

        return new(elements, Composites.StructOf(type));
    }
}
