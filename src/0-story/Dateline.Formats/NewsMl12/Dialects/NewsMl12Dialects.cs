namespace Dateline.Formats.NewsMl12;

/// <summary>The dialects of NewsML 1.2, in the order in which they are asked.</summary>
internal static class NewsMl12Dialects
{
    internal static IReadOnlyList<Dialect<NewsMl12Draft>> All { get; } =
        [new AfpDialect(), new BusinessWireDialect(), new AtsDialect(), new AnpDialect(), new AnaMpeDialect(), new TassDialect(), new KyodoDialect()];
}

/// <summary>A dialect of NewsML 1.2: an agency is known by its domain in the identifier, or by its name as provider.</summary>
internal abstract class NewsMl12Dialect(WireDialect about, params string[] names) : Dialect<NewsMl12Draft>(about)
{
    internal override bool Recognises(NewsMl12Draft item) => item.IsFrom(names);

    /// <summary>The agency's name, for items that name no provider but a domain.</summary>
    protected void NameProvider(NewsMl12Draft item)
    {
        if (item.Provider is null or { Code: null } && (item.Provider?.Name is null || item.Provider.Name == item.ProviderId)) item.Provider = new News.Provider(null, About.Agency);
    }
}
