namespace Dateline.Formats.NewsMl12;

/// <summary>TASS: no identifier but the Duid of a component, and urgency as text of its element.</summary>
internal sealed class TassDialect() : NewsMl12Dialect(new(
    "tass", "TASS", "NewsML 1.2, 2010",
    "No PublicIdentifier: the Duid of the component is the identity; urgency as text; HTML as characters."), "tass.com", "tass.ru", "itar-tass", "TASS", "ITAR-TASS", "ТАСС")
{
    internal override void Settle(NewsMl12Draft item)
    {
        item.Guid ??= item.Duid;
        NameProvider(item);
    }
}
