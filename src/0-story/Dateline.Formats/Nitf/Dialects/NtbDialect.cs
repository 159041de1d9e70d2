using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>NTB: the slugline is the key of key-list itself, the services are meta elements, the desk's sub-headlines stand in the text as hl2.</summary>
internal sealed class NtbDialect() : Dialect<NitfDraft>(new(
    "ntb", "NTB (Norsk Telegrambyrå)", "NITF 3.2",
    "Slugline as key of key-list; service in meta NTBTjeneste; hl2 inside the text; the first paragraph is marked as summary."))
{
    internal override bool Recognises(NitfDraft item) => item.IsFrom("NTB") || item.Meta("NTBTjeneste") is not null || item.Meta("NTBID") is not null;

    internal override void Settle(NitfDraft item)
    {
        if (string.IsNullOrWhiteSpace(item.Guid)) item.Guid = item.Meta("NTBID");
        item.Slugline ??= Slugline.From(item.UpdateKey) ?? Slugline.From(item.Meta("NTBStikkord"));
    }
}
