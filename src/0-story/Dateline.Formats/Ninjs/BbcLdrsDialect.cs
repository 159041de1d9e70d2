using Dateline.Formats.Json;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Ninjs;

/// <summary>
/// The BBC's Local Democracy Reporting Service (since 2018). Items come in an envelope, <c>{"total": …, "item": […]}</c>; their type is "story", or "advisory" for what
/// speaks to editors; associations are a list, or an empty object where there are none.
/// </summary>
internal sealed class BbcLdrsDialect() : Dialect<NinjsDraft>(new("bbc-ldrs", "BBC Local Democracy Reporting Service", "2018", "An envelope with item; types story and advisory; associations as a list, or an empty object."))
{
    internal override bool Recognises(NinjsDraft draft) => Type(draft) is "story" or "advisory";

    internal override void Settle(NinjsDraft draft)
    {
        draft.Kind = ItemKind.Text;
        draft.IsAdvisory |= StatusWords.IsAdvisory(Type(draft));
        draft.Provider ??= new Provider(null, "Local Democracy Reporting Service");
    }

    private static string? Type(NinjsDraft draft) => draft.Item.Json["type"] is { Kind: JsonKind.String } type ? type.Text.Split('/')[0].Trim().ToLowerInvariant() : null;
}
