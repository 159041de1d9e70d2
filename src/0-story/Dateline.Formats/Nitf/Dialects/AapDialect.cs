using Dateline.News;

namespace Dateline.Formats.Nitf;

/// <summary>AAP: slugline, category, sequence and take stand in meta elements named for ANPA 1312.</summary>
internal sealed class AapDialect() : Dialect<NitfDraft>(new(
    "aap", "Australian Associated Press", "NITF 3.1",
    "Slugline, category and take in meta elements named anpa-…; the number of the transmission is no identity."))
{
    internal override bool Recognises(NitfDraft item) => item.IsFrom("AAP") || item.Meta("anpa-keyword") is not null && item.Meta("anpa-sequence") is not null;

    internal override void Settle(NitfDraft item)
    {
        item.Slugline = Slugline.From(item.Meta("anpa-keyword")) ?? item.Slugline;
        if (item.Meta("anpa-category") is { } category) (item.Subjects ??= []).Add(new Concept("a1312cat:" + category.Replace(' ', '-')));
    }
}
