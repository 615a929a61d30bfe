using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Fields, properties and indexers.</summary>
internal sealed partial class MethodLowering
{
    private const string PropertyOfObject = "a property of an object";

    private Value LowerPropertyRead(IPropertyReferenceOperation property)
    {
        if (property.Property.GetMethod is { } getter && RulesOf(getter, out bool isHidden) is { } rules)
        {
            return isHidden
                ? RejectHidden(rules, property, property.Property.Name)
                : LowerRuleCall(rules, getter, property.Instance, property.Arguments, property);
        }

        if (property.Instance is { Type: INamedTypeSymbol { IsAnonymousType: true } anonymous } whole)
        {
            int index = Composites.Properties(anonymous).TakeWhile(candidate => candidate.Name != property.Property.Name).Count();
            return LowerValue(whole).Elements is { } parts && index < parts.Length ? parts[index] : RejectedValue(property);
        }

        if (property.Instance is { Type: { } receiver } instance && property.Arguments.IsEmpty && TypeMapping.Of(receiver) is BufferType { Kind: not BufferKind.Object } type)
        {
            switch (property.Property.Name)
            {
                case "Length" when type.Kind != BufferKind.List:
                case "Count" when type.Kind == BufferKind.List:
                    return Let(new Length(LowerExpression(instance)));
                case "IsEmpty" when type.IsSpan:
                    return Let(new Binary(
                        BinaryOperator.Equal, Let(new Length(LowerExpression(instance))), Constant.Int(0), ScalarType.Boolean));
                case "LongLength":
                    return ConvertTo(Let(new Length(LowerExpression(instance))), ScalarType.Int64, isChecked: false);
                case "Shape" when type.IsTensor:
                    return Let(new Opaque(["", ".Shape"], [LowerExpression(instance)], TypeMapping.Of(property.Type!), Effects.None));
                case "Rank":
                    LowerExpression(instance);
                    return Constant.Int(type.Rank);
            }
        }

        if (property.Property is { IsStatic: true, Name: "Empty", Type: { } empty } && TypeMapping.Of(empty) is BufferType { IsSpan: true } span)
        {
            return Constant.Default(span);
        }

        if (LowerNumericConstant(property) is { } number)
        {
            return number;
        }

        return LowerMemberOfValue(property) ?? (FindMember(property) is null && property.Property.RefKind == RefKind.None ? LowerComputedProperty(property) : null) ?? Read(LowerPropertyPlace(property));
    }

    private Place LowerPropertyPlace(IPropertyReferenceOperation property)
    {
        if (property is { Instance: { Type: { } receiver } instance, Arguments.Length: 1 } && TypeMapping.Of(receiver) is BufferType { Kind: not BufferKind.Object } type)
        {
            if (type.IsTensor)
            {
                return LowerTensorElement(property, instance);
            }

            var pins = new Pin[2];
            pins[0] = PinOperand(LowerExpression(instance));
            pins[1] = PinOperand(LowerIndex(property.Arguments[0].Value, pins[0]));
            return NewElementPlace(pins, type.Element, isReferenced: type.IsSpan);
        }

        if (property.Property is { RefKind: not RefKind.None, GetMethod: { } getter } && LowerReferenceMember(property, getter, property.Instance, property.Arguments) is { } referenced)
        {
            return referenced;
        }

        return LowerMemberPlace(property) ?? (Place?)LowerAccessorPlace(property) ?? LowerOpaqueProperty(property);
    }

    private OpaquePlace LowerOpaqueProperty(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        OpaqueText text = new(this);
        Variable? receiver = AppendMemberReceiver(text, reference.Instance, property);
        if (property.IsIndexer)
        {
            AppendArguments(text.Add("["), reference.Arguments, acceptsActive: false);
            text.Add("]");
        }
        else
        {
            text.Add("." + QualifiedNames.Identifier(property.Name));
        }

        bool isField = CallEffects.IsAutoProperty(property);
        bool isPure = !isField && property.GetMethod is { } getter && CallEffects.IsPure(getter) && !property.IsStatic;
        Effects effects = isField
            ? FieldEffects(property.IsStatic, isReadOnly: false, reference.Instance)
            : property.GetMethod is null ? Effects.Anything : PropertyEffects(property, reference);
        string kind = property.IsStatic ? "a static property" : PropertyOfObject;
        return NewOpaquePlace(text, receiver, reference, property, kind, effects, runsOnce: !isField && !isPure);
    }

    private static Effects PropertyEffects(IPropertySymbol property, IPropertyReferenceOperation reference)
    {
        ITypeSymbol[] arguments = reference.Arguments.Select(argument => argument.Value.Type).OfType<ITypeSymbol>().ToArray();
        return CallEffects.IsKnownCollection(property.ContainingType) && arguments.All(CallEffects.IsPlain)
            ? Effects.Reads | Effects.Throws
            : CallEffects.Of(property.GetMethod!, arguments);
    }

    private Value LowerFieldRead(IFieldReferenceOperation field)
    {
        if (LowerMemberOfValue(field) is { } member)
        {
            return member;
        }

        // A field of a value is read from the value: no place is needed, and none may exist.
        if (field is { Instance: { Type: { IsValueType: true } owner } instance } && !IsPlace(instance))
        {
            Value value = LowerValue(instance);
            _operation = field;
            if (value.Elements is { } elements && TupleIndex(owner, field.Field) is var index and >= 0)
            {
                return elements[index];
            }

            return value.Operand is { } operand
                ? SplitTuple(LetOpaque(TypeMapping.Of(field.Type!), Effects.None, "", operand, "." + QualifiedNames.Identifier(field.Field.Name)))
                : RejectedValue(field);
        }

        return Read(LowerFieldPlace(field));
    }

    private static bool IsPlace(IOperation operation) => operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation => true,
        IPropertyReferenceOperation property => property.Property.RefKind != RefKind.None || property.Instance?.Type is { } type && (TypeMapping.Of(type) is BufferType || (FindMember(property) is not null && IsPlace(property.Instance))),
        IImplicitIndexerReferenceOperation or IInstanceReferenceOperation => true,
        IFieldReferenceOperation field => field.Instance is null || field.Instance.Type is not { IsValueType: true } || IsPlace(field.Instance),
        _ => false,
    };

    private Place LowerFieldPlace(IFieldReferenceOperation reference)
    {
        if (LowerMemberPlace(reference) is { } member)
        {
            return member;
        }

        IFieldSymbol field = reference.Field;
        if (reference.Instance is { Type: { } owner } instance && TupleIndex(owner, field) is var index and >= 0)
        {
            return MemberOf(LowerPlace(instance), index) ?? RejectedPlace(reference);
        }

        OpaqueText text = new(this);
        Variable? receiver = AppendMemberReceiver(text, reference.Instance, field);
        text.Add("." + QualifiedNames.Identifier(field.Name));
        string kind = field.IsStatic ? "a static field" : "a field of an object";
        return NewOpaquePlace(
            text, receiver, reference, field, kind, FieldEffects(field.IsStatic, field.IsReadOnly, reference.Instance), runsOnce: false);
    }

    private static int TupleIndex(ITypeSymbol owner, IFieldSymbol field)
    {
        if (owner is not INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return -1;
        }

        string name = (field.CorrespondingTupleField ?? field).Name;
        for (int i = 0; i < tuple.TupleElements.Length; i++)
        {
            IFieldSymbol element = tuple.TupleElements[i];
            if ((element.CorrespondingTupleField ?? element).Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The receiver of a field or property; the variable itself when it is a struct, which a write changes.</summary>
    private Variable? AppendMemberReceiver(OpaqueText text, IOperation? instance, ISymbol member)
    {
        if (instance is null)
        {
            text.Add(QualifiedNames.Owner(member));
            return null;
        }

        if (instance is IInstanceReferenceOperation)
        {
            AppendImplicitReceiver(text, instance);
            return null;
        }

        if (instance.Type is { IsValueType: true } && IsPlace(instance))
        {
            Place place = LowerPlace(instance);
            switch (place)
            {
                case VariablePlace variable:
                    text.Add(variable.Variable);
                    return variable.Variable;
                case OpaquePlace { ChangesReceiver: true, Arguments: [Variable root, ..] }:
                    AppendPlace(text, place, isRead: true, instance);
                    return root;
                default:
                    AppendPlace(text, place, isRead: true, instance);
                    return null;
            }
        }

        text.Add(LowerValue(instance));
        return null;
    }

    private OpaquePlace NewOpaquePlace(
        OpaqueText text, Variable? receiver, IOperation reference, ISymbol member, string kind, Effects effects, bool runsOnce)
    {
        (EquatableArray<string> parts, EquatableArray<Hole> holes) = text.Resolve();
        return new OpaquePlace(
            parts,
            holes.Map(hole => hole is ValueHole value ? value.Operand : ((ReferenceHole)hole).Result),
            TypeMapping.Of(reference.Type!),
            member.Name)
        {
            ReadEffects = effects,
            ReadsOnce = runsOnce,
            Kind = kind,
            ChangesReceiver = receiver is not null,
            Struct = reference is IMemberReferenceOperation { Instance: { Type: { IsValueType: true } owner } instance }
                && (owner.IsRefLikeType || receiver is not null || instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
                    ? owner
                    : null,
        };
    }

    private static Effects FieldEffects(bool isStatic, bool isReadOnly, IOperation? instance) => isStatic
        ? isReadOnly ? Effects.None : Effects.Reads
        : instance?.Type is { IsValueType: true } && instance is ILocalReferenceOperation or IParameterReferenceOperation ? Effects.None : Effects.Reads | Effects.Throws;

    private Value ReadOpaque(OpaquePlace place)
    {
        EquatableArray<Hole> holes = place.Arguments.Map<Hole>(operand => new ValueHole(operand));
        IfActive lost = place.Kind == PropertyOfObject ? new(DiagnosticDescriptors.CallWithoutDerivative, place.Name) : new(DiagnosticDescriptors.StaticWrite, place.Name, place.Kind);
        Variable value = EmitOpaque(place.Parts, holes, place.Type, place.ReadEffects, lost, place.ReadsOnce);
        return SplitTuple(value);
    }

    private void WriteOpaque(OpaquePlace place, Value value)
    {
        OpaqueText text = new(this);
        text.Add(value);
        (EquatableArray<string> valueParts, EquatableArray<Hole> valueHoles) = text.Resolve();
        EquatableArray<Hole> holes = place.Arguments.Map<Hole>(operand => new ValueHole(operand));
        if (place.ChangesReceiver)
        {
            var receiver = (Variable)place.Arguments[0];
            holes = [new ReferenceHole(receiver, receiver), .. holes.Skip(1)];
        }

        EquatableArray<string> parts =
        [
            .. place.Parts.Take(place.Parts.Count - 1),
            place.Parts[place.Parts.Count - 1] + " = " + valueParts[0],
            .. valueParts.Skip(1),
        ];
        IfActive lost = place.Struct is { } structure ? LostIn(structure) : new(DiagnosticDescriptors.StaticWrite, place.Name, place.Kind);
        EmitOpaqueCall(null, parts, [.. holes, .. valueHoles], Effects.Anything, lost);
    }
}
