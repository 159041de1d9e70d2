using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>PA: the slugline is the document's title, after the number of the take; the category stands in doc-scope or in a meta element.</summary>
internal sealed partial class PaDialect() : Dialect<NitfDraft>(new(
    "pa", "PA Media (Press Association)", "NITF 3.1, still so in 3.3",
    "Title is take number and slugline; category in doc-scope; tables in pre; embargo by management-status and date.release."))
{
    internal override bool Recognises(NitfDraft item) => item.IsFrom("PA") || item.IsFrom("Press Association");

    internal override void Settle(NitfDraft item)
    {
        var title = Take().Match(item.HeadTitle ?? "");
        var slugline = title.Success ? title.Groups[2].Value : item.HeadTitle;
        if (item.Headline?.Text == item.HeadTitle) item.Headline = Headline.From(slugline);
        if (item.Keys is null && item.Meta("anpa-keyword") is null) item.Slugline = Slugline.From(slugline);
        if (title.Success) item.TakeKey ??= title.Groups[1].Value;
        if (NewsText.OneLine(item.Scope ?? item.Meta("category")) is { } category) (item.Subjects ??= []).Add(new Concept("pa-category:" + category.Replace(' ', '-')));
    }

    [GeneratedRegex(@"^\s*([0-9]{1,3})[\s:.)]+(\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Take();
}
