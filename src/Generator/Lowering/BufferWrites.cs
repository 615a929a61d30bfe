using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Which methods may write the numbers in an array, span or list that is a parameter, or a parameter passed by reference. It says so of more than do, never of fewer.</summary>
internal sealed class BufferWrites(Func<IMethodSymbol, IBlockOperation?> bodyOf)
{
    private static readonly HashSet<string> s_reading = new(StringComparer.Ordinal) { "ToArray", "Clone", "GetLength", "Contains", "IndexOf", "CopyTo", "TryCopyTo", "SequenceEqual" };

    private readonly Dictionary<IParameterSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    // Parameters that buffers are passed on to, of the one that is asked for. What is known of them alone isn't known yet: they may pass theirs on to one that is being looked at.
    private readonly Queue<IParameterSymbol> _passedOn = new();

    public bool MayReach(IParameterSymbol parameter)
    {
        if (!_known.TryGetValue(parameter.OriginalDefinition, out bool writes))
        {
            _known[parameter.OriginalDefinition] = writes = ReachesAny(parameter.OriginalDefinition);
        }

        return writes;
    }

    private bool ReachesAny(IParameterSymbol parameter)
    {
        var seen = new HashSet<IParameterSymbol>(SymbolEqualityComparer.Default);
        _passedOn.Clear();
        _passedOn.Enqueue(parameter);
        while (_passedOn.Count > 0)
        {
            IParameterSymbol next = _passedOn.Dequeue();
            if (seen.Add(next) && (next.RefKind is RefKind.Ref or RefKind.Out || (!IsReadOnly(next.Type) && !IsOnlyRead(next))))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOnlyRead(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol { IsAbstract: false, IsVirtual: false, IsOverride: false } method
        && bodyOf(method) is { } body
        && body.Descendants().OfType<IParameterReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Parameter.OriginalDefinition, parameter)).All(IsRead);

    // A use of the buffer itself.
    private bool IsRead(IOperation use) => use.Parent switch
    {
        IConversionOperation conversion => IsReadOnly(conversion.Type) || IsRead(conversion),
        IParenthesizedOperation parenthesized => IsRead(parenthesized),
        IArrayElementReferenceOperation element when element.ArrayReference == use => IsElementRead(element),
        IPropertyReferenceOperation { Property.IsIndexer: true } element when element.Instance == use => IsElementRead(element),
        IImplicitIndexerReferenceOperation element when element.Instance == use => IsBuffer(element.Type) ? IsRead(element) : IsElementRead(element),
        IPropertyReferenceOperation => true,
        IInvocationOperation call when call.Instance == use => (s_reading.Contains(call.TargetMethod.Name) && !HasRows(use.Type)) || (call.TargetMethod.Name == "Slice" && IsRead(call)),
        IArgumentOperation { Parameter: { } parameter } argument => IsReadOnly(parameter.Type) || IsPassedOn(argument, parameter),
        IForEachLoopOperation loop => loop.Locals.All(local => local.RefKind == RefKind.None) && !IsBuffer(loop.Locals.FirstOrDefault()?.Type),
        IBinaryOperation or IIsPatternOperation => true,
        _ => false,
    };

    private bool IsPassedOn(IArgumentOperation argument, IParameterSymbol parameter) => argument.Parent is IInvocationOperation { TargetMethod: var method } call
        && (method is { Name: "AsSpan", ContainingType.Name: "MemoryExtensions" } ? IsRead(call)
            : method.ContainingType.Name == "Enumerable" ? !HasRows(argument.Value is IConversionOperation conversion ? conversion.Operand.Type : argument.Value.Type)
            : Enqueue(parameter));

    private bool Enqueue(IParameterSymbol parameter)
    {
        _passedOn.Enqueue(parameter.OriginalDefinition);
        return true;
    }

    // Copies of an array of arrays, and what only reads it, lead to the same rows.
    private static bool HasRows(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsBuffer(array.ElementType),
        INamedTypeSymbol { TypeArguments: [var element] } => IsBuffer(element),
        _ => true,
    };

    // An element, a member of it, or a buffer that is one.
    private bool IsElementRead(IOperation element) => element.Syntax.Parent is not RefExpressionSyntax && element.Parent switch
    {
        IAssignmentOperation assignment when assignment.Target == element => false,
        IIncrementOrDecrementOperation or IAddressOfOperation => false,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation assignment } tuple when assignment.Target == tuple => false,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => false,
        IParenthesizedOperation parenthesized => IsElementRead(parenthesized),
        IMemberReferenceOperation member when member.Instance == element && !IsBuffer(element.Type) => IsElementRead(member),
        IInvocationOperation call when call.Instance == element => IsNumber(element.Type),
        _ => !IsBuffer(element.Type) || IsRead(element),
    };

    private static bool IsBuffer(ITypeSymbol? type) => type is null or IArrayTypeSymbol or { IsRefLikeType: true } or { TypeKind: TypeKind.Class };

    private static bool IsNumber(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    private static bool IsReadOnly(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "ReadOnlySpan", ContainingNamespace.Name: "System", TypeArguments: [var element] } ? !IsBuffer(element) : type is { SpecialType: SpecialType.System_String };
}
