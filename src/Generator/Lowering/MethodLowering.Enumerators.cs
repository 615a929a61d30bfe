using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary><c>foreach</c> over what isn't a buffer: its elements carry no derivative.</summary>
internal sealed partial class MethodLowering
{
    private void LowerStringForEach(IForEachLoopOperation loop, IOperation collection)
    {
        Operand text = Freeze(LowerExpression(collection));
        _operation = loop;
        Variable length = LetOpaque(ScalarType.Int32, Effects.Throws, "", text, ".Length");
        var index = NewVariable("i", ScalarType.Int32, isTemporary: true);
        EmitAssign(index, new Copy(Constant.Int(0)));
        LowerLoop(
            loop.ExitLabel,
            loop.ContinueLabel,
            () => Let(new Binary(BinaryOperator.Less, index, length, ScalarType.Boolean)),
            () =>
            {
                Variable character = Let(new Opaque(["", "[", "]"], [text, index], new ScalarType(ScalarKind.Char), Effects.None));
                BindEnumerated(loop, character, _compilation.GetSpecialType(SpecialType.System_Char));
                LowerStatement(loop.Body);
            },
            () => EmitAssign(index, new Binary(BinaryOperator.Add, index, Constant.Int(1), ScalarType.Int32)),
            null);
    }

    private void LowerEnumeratorForEach(IForEachLoopOperation loop, IOperation collection)
    {
        if (loop.Syntax is not CommonForEachStatementSyntax syntax || loop.SemanticModel is not { } model
            || model.GetForEachStatementInfo(syntax) is not { GetEnumeratorMethod: { } getEnumerator, MoveNextMethod: { } moveNext, CurrentProperty: { } current } info
            || info.IsAsynchronous || collection.Type is not { } type || !QualifiedNames.CanBeNamed(getEnumerator.ReturnType)
            || !QualifiedNames.CanBeNamed(current.Type) || current.RefKind != RefKind.None)
        {
            LowerExpression(collection);
            RejectUnsupported(loop);
            return;
        }

        Operand source = LowerExpression(collection);
        _operation = loop;
        bool isKnown = CallEffects.IsKnownCollection(type);
        Effects effects = isKnown ? Effects.Reads | Effects.Throws : Effects.Anything;
        OpaqueText start = new(this);
        if (getEnumerator.IsExtensionMethod)
        {
            start.Add(QualifiedNames.Type(getEnumerator.ContainingType) + "." + PrintedName(getEnumerator) + "(").Add(source).Add(")");
        }
        else if (getEnumerator.ContainingType.TypeKind == TypeKind.Interface)
        {
            // The interface's own method, which the type may implement explicitly.
            start.Add($"(({QualifiedNames.Type(getEnumerator.ContainingType)})").Add(source).Add(").GetEnumerator()");
        }
        else
        {
            start.Add(source).Add(".GetEnumerator()");
        }

        ITypeSymbol enumeratorType = getEnumerator.ReturnType;
        Variable enumerator = NewVariable("enumerator", TypeMapping.Of(enumeratorType));
        EmitAssign(enumerator, new Copy(EmitOpaque(start, enumeratorType, effects, LostIn(type), runsOnce: true).Operand ?? Rejected(loop)));
        LowerLoop(
            loop.ExitLabel,
            loop.ContinueLabel,
            () => EmitOpaque(OnEnumerator(enumerator, enumeratorType, ".MoveNext()"), moveNext.ReturnType, effects, null, runsOnce: true).Operand ?? Rejected(loop),
            () =>
            {
                BindEnumerated(loop, EmitOpaque(OnEnumerator(enumerator, enumeratorType, ".Current"), current.Type, effects, null, runsOnce: true), current.Type);
                LowerStatement(loop.Body);
            },
            null,
            null);

        // Whichever way the loop is left; an exception leaves the enumerator to the collector.
        bool hasDispose = info.DisposeMethod is { } && !(isKnown && enumeratorType.IsValueType)
            && (!enumeratorType.IsValueType || enumeratorType.GetMembers("Dispose").OfType<IMethodSymbol>().Any(method => method.Parameters.IsEmpty));
        if (hasDispose && _region.IsReachable)
        {
            _operation = loop;
            OpaqueText end = new(this);
            if (enumeratorType.IsValueType)
            {
                end.AddReference(enumerator, isRead: true).Add(".Dispose()");
            }
            else
            {
                end.Add("(").Add(enumerator).Add(" as global::System.IDisposable)?.Dispose()");
            }

            EmitOpaque(end, _compilation.GetSpecialType(SpecialType.System_Void), effects, null, runsOnce: true);
        }
    }

    // Moving on changes an enumerator that is a struct.
    private OpaqueText OnEnumerator(Variable enumerator, ITypeSymbol type, string member)
    {
        OpaqueText text = new(this);
        return (type.IsValueType ? text.AddReference(enumerator, isRead: true) : text.Add(enumerator)).Add(member);
    }

    private void BindEnumerated(IForEachLoopOperation loop, Value value, ITypeSymbol? type)
    {
        if (loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: { } local } declarator)
        {
            if (value.IsTuple && local.Type is not INamedTypeSymbol { IsTupleType: true })
            {
                RejectUnsupported(loop);
                return;
            }

            BindLocalElement(local, declarator, value);
            return;
        }

        Place target = LowerPlace(loop.LoopControlVariable);
        DeconstructionInfo info = loop.SemanticModel is { } model ? Deconstruction(model, loop.Syntax) : default;
        if (target is TuplePlace places && Deconstruct(loop, places, value, type, info) is { } elements)
        {
            Write(target, elements);
        }
        else
        {
            RejectUnsupported(loop);
        }
    }
}
