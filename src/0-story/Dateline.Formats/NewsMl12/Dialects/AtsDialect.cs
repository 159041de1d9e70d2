using Dateline.News;

namespace Dateline.Formats.NewsMl12;

/// <summary>ATS (Keystone-SDA): NITF through an external parameter entity, ISO-8859-15, the kind of revision at the end of the identifier ("…:1N").</summary>
internal sealed class AtsDialect() : NewsMl12Dialect(new(
    "ats", "Keystone-SDA-ATS", "NewsML 1.2, 2004",
    "External parameter entity for NITF; ISO-8859-15; identifiers end in revision and letter; the name label is the slugline."), "sda-ats.ch", "keystone-sda.ch", "sda.ch", "ATS", "SDA")
{
    internal override void Settle(NewsMl12Draft item)
    {
        if (item.Slugline is null) item.Slugline = Slugline.From(item.NameLabel);
        NameProvider(item);
    }
}
