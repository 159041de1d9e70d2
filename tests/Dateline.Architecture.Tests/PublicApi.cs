using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Dateline.Architecture.Tests;

/// <summary>
/// What an assembly shows to others, as text: one line a type, one line a member, in an order that only a change of the API changes.
/// What the compiler adds to every record (equality, printing, copying) is left out.
/// </summary>
public static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The whole text.</summary>
    public static string Print(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal)) Print(type, text);
        return text.ToString();
    }

    private static void Print(Type type, StringBuilder text)
    {
        text.Append(Heading(type)).Append('\n');
        foreach (var line in Lines(type)) text.Append("    ").Append(line).Append('\n');
    }

    private static IEnumerable<string> Lines(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n), CultureInfo.InvariantCulture)}");
        return type.GetMembers(Declared).Where(IsShown).Select(Line).OrderBy(l => l, StringComparer.Ordinal);
    }

    private static string Heading(Type type)
    {
        var parents = new[] { type.BaseType }.Where(b => b is not null && b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum))
            .Concat(type.IsEnum ? [] : type.GetInterfaces().Where(i => i.IsPublic && !IsInherited(i, type)).OrderBy(i => i.Name, StringComparer.Ordinal))
            .Select(t => Name(t!)).ToList();
        return $"{Kind(type)} {type.Namespace}.{Name(type)}{(parents.Count > 0 ? " : " + string.Join(", ", parents) : "")}";
    }

    // Equality is part of every record and says nothing here.
    private static bool IsInherited(Type contract, Type type) =>
        contract.Name == "IEquatable`1" || type.BaseType?.GetInterfaces().Contains(contract) is true || type.GetInterfaces().Any(other => other != contract && other.GetInterfaces().Contains(contract));

    private static string Kind(Type type)
    {
        if (type.IsEnum) return "enum";
        if (type.IsInterface) return "interface";
        if (typeof(Delegate).IsAssignableFrom(type)) return "delegate";
        var record = type.GetMethod("PrintMembers", Declared) is not null ? "record " : "";
        if (type.IsValueType) return (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + record + "struct";
        return (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + record + "class";
    }

    private static bool IsShown(MemberInfo member) => member switch
    {
        Type => false,
        MethodInfo m => IsVisible(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) && !m.IsDefined(typeof(CompilerGeneratedAttribute)) && m.GetBaseDefinition().DeclaringType != typeof(object),
        ConstructorInfo c => IsVisible(c) && !c.IsStatic && !c.IsDefined(typeof(CompilerGeneratedAttribute)),
        PropertyInfo p => p.GetAccessors(nonPublic: true).Any(IsVisible) && p.Name != "EqualityContract",
        FieldInfo f => (f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly) && !f.IsSpecialName,
        EventInfo e => e.AddMethod is { } add && IsVisible(add),
        _ => false,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Line(MemberInfo member) => member switch
    {
        MethodInfo m => $"{Modifiers(m)}{Name(m.ReturnType, Nullability.Create(m.ReturnParameter))} {m.Name}{Generics(m.GetGenericArguments(), m.IsGenericMethod)}({Parameters(m)})",
        ConstructorInfo c => $"{(c.IsPublic ? "" : "protected ")}new({Parameters(c)})",
        PropertyInfo p => $"{Modifiers(p.GetMethod ?? p.SetMethod!)}{(p.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "")}{Name(p.PropertyType, Nullability.Create(p))} {(p.GetIndexParameters().Length > 0 ? $"this[{string.Join(", ", p.GetIndexParameters().Select(Parameter))}]" : p.Name)} {Accessors(p)}",
        FieldInfo f => $"{(f.IsLiteral ? "const " : (f.IsStatic ? "static " : "") + (f.IsInitOnly ? "readonly " : ""))}{Name(f.FieldType, Nullability.Create(f))} {f.Name}{(f.IsLiteral ? " = " + Literal(f.GetRawConstantValue()) : "")}",
        EventInfo e => $"event {Name(e.EventHandlerType!)} {e.Name}",
        _ => member.ToString()!,
    };

    private static string Modifiers(MethodBase method) =>
        (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "") + (method.DeclaringType!.IsInterface ? "" : method.IsAbstract ? "abstract " : method is MethodInfo m && m.GetBaseDefinition() != m ? "override " : method.IsVirtual && !method.IsFinal ? "virtual " : "");

    private static string Accessors(PropertyInfo property)
    {
        var set = property.SetMethod is { } setter && IsVisible(setter) ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;" : "";
        return $"{{{(property.GetMethod is { } getter && IsVisible(getter) ? " get;" : "")}{set} }}";
    }

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var direction = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        return $"{direction}{Name(type, Nullability.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue) : "")}";
    }

    private static string Name(Type type, NullabilityInfo? nullability = null)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value) + "?";
        return Plain(type, nullability) + (nullability?.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "");
    }

    private static string Plain(Type type, NullabilityInfo? nullability)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsArray) return Name(type.GetElementType()!, nullability?.ElementType) + "[]";
        var name = type is { IsNested: true, IsGenericParameter: false } ? Plain(type.DeclaringType!, null) + "." + type.Name : type.Name;
        return name.Split('`')[0] + Generics(type.GetGenericArguments(), type.IsGenericType, nullability?.GenericTypeArguments);
    }

    private static string Generics(Type[] arguments, bool any, NullabilityInfo[]? nullability = null) =>
        any ? $"<{string.Join(", ", arguments.Select((a, i) => Name(a, nullability?.ElementAtOrDefault(i))))}>" : "";

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string s => $"\"{s}\"",
        bool b => b ? "true" : "false",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
