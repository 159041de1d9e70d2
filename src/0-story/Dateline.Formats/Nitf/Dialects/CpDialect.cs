using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>The Canadian Press: urgency and other facts stand outside docdata, and a release date of midnight stands for none.</summary>
internal sealed class CpDialect() : Dialect<NitfDraft>(new(
    "cp", "The Canadian Press", "NITF 3.x",
    "Facts outside docdata; \"YYYYMMDD000000-HHMM\" is a placeholder; the language is French where the service is."))
{
    internal override bool Recognises(NitfDraft item) => item.IsFrom("CP") || item.IsFrom("The Canadian Press") || item.IsFrom("Canadian Press") || item.IsFrom("La Presse Canadienne");

    internal override void Settle(NitfDraft item) => item.Credit ??= item.Distributor;
}
