using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Creation of differentiable aggregates: their constructors and initialisers run in place.</summary>
internal sealed partial class MethodLowering
{
    private Value LowerAggregateCreation(IObjectCreationOperation creation, INamedTypeSymbol type, IMethodSymbol constructor)
    {
        if (Aggregates.IsVector(type))
        {
            return LowerVectorCreation(creation, type);
        }

        if (!constructor.IsImplicitlyDeclared && IsForeign(constructor))
        {
            return LowerForeignCreation(creation, type, constructor);
        }

        if (!constructor.IsImplicitlyDeclared && !IsAggregateCode(constructor))
        {
            Report(DiagnosticDescriptors.CallWithoutDerivative, creation, type.Name);
            return RejectedValue(creation);
        }

        if (IsActiveFrame(constructor))
        {
            return RejectUnsupported(creation, $"'{FirstLine(creation.Syntax)}', by which a constructor of '{type.Name}' calls itself", "Create the objects in a static method marked [Differentiable]");
        }

        type = (INamedTypeSymbol)Substitution.Apply(type);
        constructor = Substitution.Apply(constructor);
        Frame callee = NewFrame(constructor, creation.Syntax);
        foreach (IArgumentOperation argument in creation.Arguments)
        {
            BindArgument(callee, argument);
        }

        _operation = creation;
        Place target = NewInstance(type, creation);
        callee.This = target;
        if (!(type.IsValueType && constructor.IsImplicitlyDeclared))
        {
            RunConstructor(callee, constructor, creation);
        }

        _operation = creation;
        RunInitializer(target, creation.Initializer);
        return Read(target);
    }

    // A struct's members as variables with their default values; a class's as memory.
    private Place NewInstance(INamedTypeSymbol type, IOperation operation)
    {
        Place place = NewLocalPlace(type, Camel(type.Name), operation);
        if (type.IsValueType)
        {
            Write(place, DefaultOf(type, operation));
        }
        else
        {
            EmitAssign(((VariablePlace)place).Variable, new Allocate(TypeMapping.Of(type), []));
        }

        return place;
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    private void RunConstructor(Frame callee, IMethodSymbol constructor, IOperation creation)
    {
        Frame caller = _frame;
        Enter(callee);
        SyntaxNode? syntax = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation);
        switch (syntax)
        {
            case ConstructorDeclarationSyntax declaration:
                RunDeclaredConstructor(declaration, constructor, creation);
                break;
            case TypeDeclarationSyntax { ParameterList: not null } primary when !constructor.IsImplicitlyDeclared:
                RunPrimaryConstructor(primary, constructor, creation);
                break;
            default:
                RunInitializers(constructor.ContainingType);
                RunBaseConstructor(constructor.ContainingType, null, creation);
                break;
        }

        Enter(caller);
    }

    private void RunDeclaredConstructor(ConstructorDeclarationSyntax declaration, IMethodSymbol constructor, IOperation creation)
    {
        if (ModelOf(declaration)?.GetOperation(declaration, _cancellation) is not IConstructorBodyOperation body)
        {
            _hasErrors = true;
            return;
        }

        var initializer = (body.Initializer as IExpressionStatementOperation)?.Operation as IInvocationOperation;
        if (declaration.Initializer?.ThisOrBaseKeyword.ValueText == "this")
        {
            if (initializer is not null)
            {
                RunOther(initializer, creation);
            }
        }
        else
        {
            RunInitializers(constructor.ContainingType);
            RunBaseConstructor(constructor.ContainingType, initializer, creation);
        }

        if ((body.BlockBody ?? body.ExpressionBody) is { } block)
        {
            JumpTarget target = EnterScope(JumpKind.Return, null);
            _frame.Return = target;
            LowerStatement(block);
            ExitScope(target);
        }
    }

    private void RunPrimaryConstructor(TypeDeclarationSyntax declaration, IMethodSymbol constructor, IOperation creation)
    {
        INamedTypeSymbol type = constructor.ContainingType;
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            AggregateMember? member = type.IsRecord ? MadeOf(type, parameter) : Aggregates.Captured(type, parameter);
            if (member is not null && PlaceIn(_frame.This!, type, member) is { } place && _frame.Find(parameter) is { } argument)
            {
                Write(place, Read(argument));
            }
        }

        RunInitializers(type);
        PrimaryConstructorBaseTypeSyntax? parent = declaration.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault();
        RunBaseConstructor(type, parent is null ? null : ModelOf(declaration)?.GetOperation(parent, _cancellation) as IInvocationOperation, creation);
    }

    // The property that a record makes of a parameter.
    private AggregateMember? MadeOf(INamedTypeSymbol type, IParameterSymbol parameter) => Aggregates.DeclaredMembersOf(type).FirstOrDefault(member =>
        member.Symbol is IFieldSymbol field && Aggregates.PropertyOf(field) is { } property
        && property.Name == parameter.Name
        && property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) is ParameterSyntax);

    private static Place? PlaceIn(Place target, INamedTypeSymbol type, AggregateMember member)
    {
        int index = Aggregates.MembersOf(type).IndexOf(member);
        return target is VariablePlace { Variable: { Type: BufferType { Kind: BufferKind.Object, Element: StructType structure } } variable }
            ? new ElementPlace(variable, [], [structure.Fields[index].Name], structure.Fields[index].Type)
            : MemberOf(target, index);
    }

    private void RunBaseConstructor(INamedTypeSymbol type, IInvocationOperation? initializer, IOperation creation)
    {
        if (type.IsValueType || type.BaseType is not { SpecialType: SpecialType.None } parent)
        {
            return;
        }

        if (!Aggregates.IsAggregate(parent))
        {
            Report(DiagnosticDescriptors.CallWithoutDerivative, creation, parent.Name);
            return;
        }

        if (initializer is not null)
        {
            RunOther(initializer, creation);
            return;
        }

        IMethodSymbol? implied = parent.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.IsEmpty);
        if (implied is not null)
        {
            RunConstructor(new Frame(implied, null, _frame.Calls, _frame, Substitution.Of(implied, _compilation)) { This = AsType(_frame.This!, parent) }, implied, creation);
        }
    }

    // this(...) or base(...).
    private void RunOther(IInvocationOperation call, IOperation creation)
    {
        IMethodSymbol constructor = Substitution.Apply(call.TargetMethod);
        Frame callee = NewFrame(constructor, call.Syntax);
        callee.This = AsType(_frame.This!, constructor.ContainingType);
        foreach (IArgumentOperation argument in call.Arguments)
        {
            BindArgument(callee, argument);
        }

        RunConstructor(callee, constructor, creation);
    }

    private Place AsType(Place target, INamedTypeSymbol type)
    {
        IrType mapped = TypeMapping.Of(type);
        return target is VariablePlace { Variable: { } variable } && !variable.Type.Equals(mapped) && mapped is BufferType
            ? new VariablePlace(Let(new Convert(variable, mapped)))
            : target;
    }

    /// <summary>The initialisers of a type's fields and auto-properties, in the order in which they stand.</summary>
    private void RunInitializers(INamedTypeSymbol type)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(_cancellation) is not TypeDeclarationSyntax declaration || ModelOf(declaration) is not { } model)
            {
                continue;
            }

            foreach (MemberDeclarationSyntax member in declaration.Members)
            {
                foreach (EqualsValueClauseSyntax initializer in InitializersOf(member))
                {
                    switch (model.GetOperation(initializer, _cancellation))
                    {
                        case IFieldInitializerOperation { InitializedFields: [{ IsStatic: false } field] } operation:
                            Initialize(type, field, operation.Value);
                            break;
                        case IPropertyInitializerOperation { InitializedProperties: [{ IsStatic: false } property] } operation:
                            Initialize(type, property, operation.Value);
                            break;
                    }
                }
            }
        }
    }

    private static IEnumerable<EqualsValueClauseSyntax> InitializersOf(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Initializer).OfType<EqualsValueClauseSyntax>(),
        PropertyDeclarationSyntax { Initializer: { } initializer } => [initializer],
        _ => [],
    };

    private void Initialize(INamedTypeSymbol type, ISymbol symbol, IOperation value)
    {
        if (Aggregates.IndexOf(type, symbol) is var index and >= 0 && PlaceIn(_frame.This!, type, Aggregates.MembersOf(type)[index]) is { } place)
        {
            int first = NextVariableId;
            Value initial = LowerValue(value);
            _operation = value;
            Write(place, initial, first);
        }
    }

    /// <summary>The semantic model of a node's file, or null when that isn't part of the compilation.</summary>
    private SemanticModel? ModelOf(SyntaxNode syntax)
    {
        if (!_models.TryGetValue(syntax.SyntaxTree, out SemanticModel? model) && _compilation.ContainsSyntaxTree(syntax.SyntaxTree))
        {
            _models[syntax.SyntaxTree] = model = BodyModels.Of(_compilation, syntax.SyntaxTree);
        }

        return model;
    }

    /// <summary><c>x with { ... }</c>: the members' values, some of them replaced.</summary>
    private Value LowerAggregateWith(IWithOperation operation)
    {
        if (operation.Type is INamedTypeSymbol { IsValueType: false, IsSealed: false } open && Aggregates.IsAggregate(open))
        {
            return RejectUnsupported(operation, $"the 'with' expression on '{open.Name}', which copies an object of a type that derives from it as one of that type", $"Seal '{open.Name}'");
        }

        if (operation.Type is not INamedTypeSymbol type || !Aggregates.IsAggregate(type))
        {
            return RejectUnsupported(operation);
        }

        Place copy;
        if (type.IsValueType)
        {
            copy = Spill(operation.Operand);
        }
        else
        {
            Operand original = LowerExpression(operation.Operand);
            copy = NewInstance(type, operation);
            foreach (AggregateMember member in Aggregates.MembersOf(type))
            {
                if (PlaceIn(new VariablePlace((Variable)Freeze(original)), type, member) is { } from && PlaceIn(copy, type, member) is { } to)
                {
                    Write(to, Read(from));
                }
            }
        }

        _operation = operation;
        RunInitializer(copy, operation.Initializer);
        return Read(copy);
    }
}
