using System.Text.RegularExpressions;
using CsCheck;
using Dateline.Formats.Text;
using Dateline.News;

namespace Dateline.Formats.Tests;

/// <summary>Generated items: everything the vocabulary can say that a wire may carry, in the form in which readers give it.</summary>
internal static partial class ItemGen
{
    // A name that makes a reader take the item for that agency's, and look for its headlines and sluglines where that agency has them.
    [GeneratedRegex(@"(?<!\p{L})(PA|AP|TT|AAP|NTB|DPA|STT|EFE|ANSA)(?!\p{L})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Agency();

    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789'’&<>\"éŻß日-"], 1, 9].Where(w => !Agency().IsMatch(w)),
        Gen.OneOfConst("Kessel", "Orsen", "“quoted”", "R&D", "a<b", "5>4", "𝒳", "ﬁ"));

    /// <summary>One tidy line.</summary>
    public static readonly Gen<string> Line = Word.Array[1, 6].Select(w => string.Join(' ', w));

    private static readonly Gen<string> Lines = Line.Array[1, 3].Select(l => string.Join('\n', l));

    private static readonly Gen<string> Token = Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789"], 1, 10].Where(t => !Agency().IsMatch(t));

    /// <summary>A moment of this century, to the microsecond.</summary>
    public static readonly Gen<Instant> Moment = Gen.Long[1_000_000_000_000_000, 4_000_000_000_000_000].Select(us => new Instant(us));

    private static readonly Gen<string> Guid = Token.Select(t => $"urn:newsml:np.example:20260824:{t}");

    private static readonly Gen<string> Code = Gen.OneOf(
        Token.Select(t => "medtop:" + t), Token.Select(t => "https://np.example/code/" + t), Token.Select(t => "np-" + t), Line);

    private static readonly Gen<Concept> Concepts = Gen.Select(Code, Line.Null(), (c, n) => new Concept(c, n));

    private static readonly Gen<Place> Places = Gen.Select(Line, Code.Null(), Line.Null(), (n, c, k) => new Place(n, c, k));

    private static readonly Gen<Byline> Bylines = Gen.Select(Line, Line.Null(), Code.Null(), (n, t, c) => new Byline("Mara " + n, t, c));

    private static readonly Gen<Rights> RightsOf = Gen.Select(Line.Null(), Lines.Null(), Gen.Bool, Moment.Nullable(), Token.Null(), Gen.Select(Token.Array[0, 2], Token.Array[0, 2]),
        (holder, terms, noWeb, expires, credit, lists) => new Rights
        {
            Holder = holder,
            Notice = holder is null ? null : "© " + holder,
            UsageTerms = terms,
            NoWeb = noWeb,
            Expires = expires,
            MandatoryCredit = credit,
            Territories = lists.Item1,
            NotForClientClasses = lists.Item2,
        });

    private static readonly Gen<Rendition> Renditions = Gen.Select(Token, Gen.OneOfConst(null, "rnd:highRes", "rnd:web", "original"), Gen.Int[1, 9000].Nullable(), Gen.Long[1, 99999999].Nullable(),
        (href, name, width, size) => new Rendition($"https://media.np.example/{href}.jpg", name, "image/jpeg", width, width, size));

    private static readonly Gen<Picture> Pictures = Gen.Select(Guid, Line.Null(), Line.Null(), Line.Null(), RightsOf, Renditions.Array[0, 2],
        (guid, caption, credit, alt, rights, files) => new Picture { Guid = guid + ":photo", Caption = caption, Credit = credit, Alt = alt, Rights = rights, Renditions = files });

    private static readonly Gen<ItemLink> Links = Gen.Select(Gen.Enum<LinkKind>(), Guid, Gen.Int[1, 99].Nullable(), Line.Null(),
        (kind, guid, version, title) => new ItemLink(kind == LinkKind.Media ? LinkKind.SeeAlso : kind, guid, version?.ToString(System.Globalization.CultureInfo.InvariantCulture), null, title, Rel(kind)));

    private static string Rel(LinkKind kind) => kind switch
    {
        LinkKind.EvolvedFrom => "irel:evolvedFrom",
        LinkKind.TranslatedFrom => "irel:translatedFrom",
        LinkKind.DerivedFrom => "irel:derivedFrom",
        LinkKind.Corrects => "dateline:corrects",
        LinkKind.Replaces => "dateline:replaces",
        _ => "irel:seeAlso",
    };

    private static readonly Gen<StoryHtml> Bodies = Gen.Select(Gen.OneOfConst("p", "h2", "li", "blockquote", "pull", "b", "pre", "td"), Line, Line).Array[0, 6].Select(parts =>
    {
        var story = new StoryHtmlWriter();
        foreach (var (tag, first, second) in parts)
        {
            story.Open(tag switch { "b" => "p", "pull" => "blockquote", _ => tag });
            if (tag == "pull") story.Attribute("class", StoryHtml.PullQuote);
            story.Text(first);
            story.Open("strong");
            story.Text(second);
            story.Close();
            story.Text(" " + first);
            story.Close();
        }
        return story.ToStoryHtml();
    });

    private static readonly Gen<Signal> Signals = Gen.OneOfConst(
        new Signal(SignalKind.Update, "sig:update"), new Signal(SignalKind.Correction, "sig:correction"), new Signal(SignalKind.Refile, "dateline:refile"),
        new Signal(SignalKind.EmbargoLift, "dateline:embargoLift"), new Signal(SignalKind.Kill, "dateline:kill"), new Signal(SignalKind.New, "dateline:new"), new Signal(SignalKind.Other, "np-odd"));

    private static readonly Gen<Embargo> Embargoes = Gen.OneOf(Gen.Const(Embargo.None), Gen.Const(Embargo.Unclear), Moment.Select(Embargo.At));

    private static readonly Gen<PublicNotice> Notices = Gen.Select(Gen.Enum<NoticeKind>(), Lines, Moment, (k, t, a) => new PublicNotice(k, t, a));

    private static readonly Gen<StoryContent> Said =
        Gen.Select(
            Gen.Select(Line, Line.Null(), Line.Null(), Line.Null(), Bylines.Array[0, 3]),
            Gen.Select(Places.Null(), Places.Array[0, 2], Gen.Int[1, 9].Nullable(), Concepts.Array[0, 2], Concepts.Array[0, 3], Line.Array[0, 2]),
            Gen.Select(Bodies, Lines.Null(), Line.Null(), Gen.Select(Line, Line.Null(), (n, p) => new Contributor("Pavel " + n, p)).Array[0, 2], RightsOf, Gen.OneOfConst("en", "fr", "de-CH", "uk")),
            (lines, about, rest) => new StoryContent
            {
                Language = Language.From(rest.Item6),
                Headline = Headline.From(lines.Item1),
                Dek = lines.Item2,
                Slugline = Slugline.From(lines.Item3),
                TakeKey = lines.Item4,
                Bylines = lines.Item5,
                Placeline = Placeline.From(lines.Item2),
                Located = about.Item1,
                Places = about.Item2,
                Urgency = Urgency.From(about.Item3 ?? 0),
                Genres = about.Item4,
                Subjects = about.Item5,
                Keywords = about.Item6,
                Body = rest.Item1,
                Preformatted = rest.Item1.Markup.Contains("<pre>", StringComparison.Ordinal),
                EdNote = rest.Item2,
                Credit = rest.Item3,
                WithFilesFrom = rest.Item4,
                Rights = rest.Item5,
            })
            // "KESSEL--It rained": a text that opens like that states a dateline, and is read so.
            .Where(said => !said.Body.PlainText.Split('\n').Any(line => PlacelineText.In(line) is not null || BylineText.IsLine(line)));

    private static readonly Gen<NewsItem> Bare =
        Gen.Select(
            Gen.Select(Guid, Gen.Int[1, 99], Moment, Moment.Nullable(), Line, Gen.Enum<PubStatus>()),
            Gen.Select(Signals.Array[0, 2], Embargoes, Gen.Bool, Links.Array[0, 2], Notices.Array[0, 2]),
            Said,
            (identity, meta, content) => new NewsItem
            {
                Guid = identity.Item1,
                Version = identity.Item2.ToString(System.Globalization.CultureInfo.InvariantCulture),
                VersionCreated = identity.Item3,
                FirstCreated = identity.Item4,
                Provider = new Provider("nprov:NP", identity.Item5),
                Status = identity.Item6,
                Signals = meta.Item1,
                Embargo = meta.Item2,
                IsAdvisory = meta.Item3,
                Links = meta.Item4,
                Notices = meta.Item5,
                Content = content,
            });

    /// <summary>Text items, with pictures and the links that carry them.</summary>
    public static readonly Gen<NewsItem> Texts = Gen.Select(Bare, Pictures.Array[0, 2], (item, pictures) => item with
    {
        Content = item.Content with { Pictures = pictures },
        Links = [.. item.Links, .. pictures.Select(p => new ItemLink(LinkKind.Media, p.Guid, Rel: "irel:seeAlso"))],
    });

    /// <summary>Picture items: the first picture is the item itself.</summary>
    public static readonly Gen<NewsItem> PictureItems = Gen.Select(Bare, Line, Line.Null(), Renditions.Array[1, 3], (item, caption, alt, files) => item with
    {
        Kind = ItemKind.Picture,
        Content = item.Content with
        {
            Body = StoryHtml.Empty,
            Preformatted = false,
            Pictures = [new Picture { Guid = item.Guid, Caption = caption, Alt = alt, Credit = item.Content.Credit, Headline = item.Content.Headline?.Text, Renditions = files }],
        },
    });

    /// <summary>Packages of one or two groups.</summary>
    public static readonly Gen<NewsItem> Packages = Gen.Select(Bare, Links.Array[1, 3], Links.Array[0, 2], (item, main, side) => item with
    {
        Kind = ItemKind.Package,
        Content = item.Content with
        {
            Body = StoryHtml.Empty,
            Preformatted = false,
            Groups = [new PackageGroup("root" + item.Guid[^1], "main", main, ["side" + item.Guid[^1]], true), new PackageGroup("side" + item.Guid[^1], "https://np.example/role/sidebar", side, [])],
        },
    });

    /// <summary>Any of them.</summary>
    public static readonly Gen<NewsItem> Any = Gen.Frequency((4, Texts), (1, PictureItems), (1, Packages));

}
