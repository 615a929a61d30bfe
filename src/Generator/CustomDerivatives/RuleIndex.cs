using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.CustomDerivatives;

/// <summary>
/// Where the marked methods of a referenced assembly stand, read from its metadata: the compiler would first make symbols of all that the assembly has, in each compilation anew. It is
/// kept as long as the metadata, which the compiler server shares between builds.
/// </summary>
internal sealed class RuleIndex
{
    private static readonly ConditionalWeakTable<MetadataId, RuleIndex> _indexes = new();

    private readonly List<Entry> _entries = [];

    private RuleIndex(AssemblyMetadata assembly)
    {
        foreach (ModuleMetadata module in assembly.GetModules())
        {
            MetadataReader reader = module.GetMetadataReader();
            foreach (CustomAttributeHandle handle in reader.CustomAttributes)
            {
                CustomAttribute attribute = reader.GetCustomAttribute(handle);
                if (attribute.Parent.Kind == HandleKind.MethodDefinition && IsMark(attribute, reader))
                {
                    Add(attribute, (MethodDefinitionHandle)attribute.Parent, reader);
                }
            }
        }
    }

    /// <summary>The marked methods in the order of the metadata.</summary>
    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>What an assembly's metadata says, or null where a reference has none: another project in an editor.</summary>
    public static RuleIndex? Of(IAssemblySymbol assembly, Compilation compilation) =>
        compilation.GetMetadataReference(assembly) is PortableExecutableReference reference && reference.GetMetadata() is AssemblyMetadata metadata
            ? _indexes.GetValue(metadata.Id, _ => new RuleIndex(metadata))
            : null;

    private void Add(CustomAttribute attribute, MethodDefinitionHandle handle, MetadataReader reader)
    {
        MethodDefinition method = reader.GetMethodDefinition(handle);
        string declaring = NameOf(method.GetDeclaringType(), reader);
        ImmutableArray<CustomAttributeTypedArgument<string>> arguments = attribute.DecodeValue(TypeNames.Instance).FixedArguments;
        if (arguments.Length is 1 or 2 && arguments[arguments.Length - 1].Value is string target)
        {
            string type = arguments.Length == 2 ? arguments[0].Value as string ?? "" : declaring;
            _entries.Add(new(declaring, reader.GetString(method.Name), MetadataTokens.GetToken(handle), SimpleName(type), target));
        }
    }

    private static bool IsMark(CustomAttribute attribute, MetadataReader reader)
    {
        EntityHandle type = attribute.Constructor.Kind switch
        {
            HandleKind.MemberReference => reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent,
            HandleKind.MethodDefinition => reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType(),
            _ => default,
        };
        (StringHandle name, StringHandle space) = type.Kind switch
        {
            HandleKind.TypeReference when reader.GetTypeReference((TypeReferenceHandle)type) is var reference => (reference.Name, reference.Namespace),
            HandleKind.TypeDefinition when reader.GetTypeDefinition((TypeDefinitionHandle)type) is var definition => (definition.Name, definition.Namespace),
            _ => default,
        };
        return reader.StringComparer.Equals(name, "DerivativeOfAttribute") && reader.StringComparer.Equals(space, "AutoDiff");
    }

    // As the compiler takes it: Namespace.Outer+Inner.
    private static string NameOf(TypeDefinitionHandle handle, MetadataReader reader)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        string name = reader.GetString(type.Name);
        if (!type.GetDeclaringType().IsNil)
        {
            return NameOf(type.GetDeclaringType(), reader) + "+" + name;
        }

        return type.Namespace.IsNil ? name : reader.GetString(type.Namespace) + "." + name;
    }

    // Of Namespace.Outer+Name`1[[...]], Assembly.
    private static string SimpleName(string type)
    {
        int end = type.IndexOfAny([',', '[', '`']);
        string whole = end < 0 ? type : type.Substring(0, end);
        return whole.Substring(whole.LastIndexOfAny(['.', '+']) + 1);
    }

    /// <summary>A marked method.</summary>
    /// <param name="DeclaringType">The metadata name of its type.</param>
    /// <param name="Method">Its name.</param>
    /// <param name="Token">Its metadata token.</param>
    /// <param name="TargetType">The simple name of the type whose method it is a derivative of.</param>
    /// <param name="Target">The name of that method, as the mark gives it.</param>
    internal sealed record Entry(string DeclaringType, string Method, int Token, string TargetType, string Target);

    /// <summary>Types as the names that attributes hold.</summary>
    private sealed class TypeNames : ICustomAttributeTypeProvider<string>
    {
        public static readonly TypeNames Instance = new();

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSystemType() => "System.Type";

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => NameOf(handle, reader);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => reader.GetString(reader.GetTypeReference(handle).Name);

        public string GetTypeFromSerializedName(string name) => name;

        public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

        public bool IsSystemType(string type) => type is "System.Type" or "Type";
    }
}
