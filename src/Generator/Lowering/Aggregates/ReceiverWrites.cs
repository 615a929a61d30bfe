using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Which instance methods of structs may write the struct that they are called on. It says so of more than do, never of fewer.</summary>
internal sealed class ReceiverWrites(Func<IMethodSymbol, IBlockOperation?> bodyOf)
{
    private readonly Dictionary<IMethodSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    public bool MayBeIn(IMethodSymbol method)
    {
        if (!_known.TryGetValue(method, out bool writes))
        {
            _known[method] = writes = Reaches(method, new(SymbolEqualityComparer.Default));
        }

        return writes;
    }

    private bool Reaches(IMethodSymbol method, HashSet<IMethodSymbol> seen)
    {
        if (method.IsStatic || method.IsReadOnly || method.ContainingType is not { IsValueType: true, IsReadOnly: false } || !seen.Add(method))
        {
            return false;
        }

        // The accessors of auto-properties have no body: reading one writes nothing, and writing one is an assignment.
        return bodyOf(method) is { } body
            ? body.Descendants().Any(operation => Writes(operation, method) || Calls(operation).Any(called => Reaches(called, seen)))
            : method.DeclaringSyntaxReferences.IsEmpty;
    }

    private static bool Writes(IOperation operation, IMethodSymbol method) => operation switch
    {
        ISimpleAssignmentOperation { IsRef: true } assignment => IsOwn(assignment.Value),
        IAssignmentOperation assignment => IsOwn(assignment.Target),
        IIncrementOrDecrementOperation increment => IsOwn(increment.Target),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => IsOwn(argument.Value),
        IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } declarator =>
            (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer) is { } initializer && IsOwn(initializer.Value),
        IReturnOperation { ReturnedValue: { } value } => method.ReturnsByRef && IsOwn(value),
        _ => false,
    };

    // The code that runs on the struct, or on a struct in it.
    private static IEnumerable<IMethodSymbol> Calls(IOperation operation) => operation switch
    {
        IInvocationOperation { Instance: { Type.IsValueType: true } instance } call when IsOwn(instance) => [call.TargetMethod],
        IPropertyReferenceOperation { Instance: { Type.IsValueType: true } instance, Property.GetMethod: { } getter } when IsOwn(instance) => [getter],
        _ => [],
    };

    private static bool IsOwn(IOperation target) => target switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
        IMemberReferenceOperation { Instance: { Type.IsValueType: true } instance } => IsOwn(instance),
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => true,
        ITupleOperation tuple => tuple.Elements.Any(IsOwn),
        IParenthesizedOperation parenthesized => IsOwn(parenthesized.Operand),
        IConditionalOperation { IsRef: true, WhenFalse: { } otherwise } conditional => IsOwn(conditional.WhenTrue) || IsOwn(otherwise),
        ISimpleAssignmentOperation { IsRef: true } assignment => IsOwn(assignment.Value),
        _ => false,
    };
}
