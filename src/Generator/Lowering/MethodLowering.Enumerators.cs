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
            || !QualifiedNames.CanBeNamed(current.Type))
        {
            LowerExpression(collection);
            RejectUnsupported(loop);
            return;
        }

        if (current.RefKind != RefKind.None)
        {
            RejectUnsupported(loop.Collection, $"the enumerator of type '{NameForMessage(getEnumerator.ReturnType)}', which gives references", "Loop over an index, or over a span of the elements");
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

        // The library's enumerators that are ref structs have nothing to dispose.
        bool hasDispose = info.DisposeMethod is { } && !(isKnown && enumeratorType.IsValueType)
            && !(enumeratorType.IsRefLikeType && enumeratorType.ContainingNamespace is { } space && (space.ToDisplayString() + ".").StartsWith("System.", StringComparison.Ordinal));
        if (hasDispose && enumeratorType.IsRefLikeType)
        {
            RejectUnsupported(
                loop.Collection, $"the enumerator of type '{NameForMessage(enumeratorType)}', a ref struct that is to be disposed", "Enumerate it in a method that isn't marked");
            return;
        }

        bool isHeldByValue = hasDispose && enumeratorType.IsValueType;
        Operand started = EmitOpaque(start, enumeratorType, effects, LostIn(type), runsOnce: true).Operand ?? Rejected(loop);
        Variable enumerator = NewVariable("enumerator", isHeldByValue ? ResourceCalls.HolderOf(started.Type) : started.Type);
        OpaqueText OnEnumerator(string member)
        {
            // Moving on changes an enumerator that is a struct: in its variable, or in what holds it.
            OpaqueText text = new(this);
            return isHeldByValue ? text.Add(enumerator).Add("." + ResourceCalls.Held + member)
                : (enumeratorType.IsValueType ? text.AddReference(enumerator, isRead: true) : text.Add(enumerator)).Add(member);
        }

        void LowerTurns() => LowerLoop(
            loop.ExitLabel,
            loop.ContinueLabel,
            () => EmitOpaque(OnEnumerator(".MoveNext()"), moveNext.ReturnType, effects, null, runsOnce: true).Operand ?? Rejected(loop),
            () =>
            {
                BindEnumerated(loop, EmitOpaque(OnEnumerator(".Current"), current.Type, effects, null, runsOnce: true), current.Type);
                LowerStatement(loop.Body);
            },
            null,
            null);

        if (isHeldByValue)
        {
            LowerHeld(ResourceCalls.HoldStruct(enumerator, started), loop, LowerTurns);
            return;
        }

        EmitAssign(enumerator, new Copy(started));
        if (hasDispose)
        {
            LowerHeld(ResourceCalls.HoldIfDisposable(enumerator), loop, LowerTurns);
        }
        else
        {
            LowerTurns();
        }
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
