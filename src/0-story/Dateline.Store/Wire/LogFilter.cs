using System.Globalization;
using System.Text;
using Dateline.News;
using Dateline.Store.Database;

namespace Dateline.Store.Wire;

/// <summary>Which rows of the wire log are asked for; what is not said asks nothing.</summary>
public sealed record LogFilter
{
    private const int LongestSlug = 200;
    private static readonly string TakenDown = ((int)StoryState.TakenDown).ToString(CultureInfo.InvariantCulture);

    private readonly string? _slug;

    /// <summary>Everything.</summary>
    public static LogFilter All { get; } = new();

    /// <summary>Of these actions only, where any is named.</summary>
    public IReadOnlyCollection<ReleaseAction> Actions { get; init; } = [];

    /// <summary>What stands anywhere in the slugline that the story has now, whatever its case; null: any. The slugline of a story that was taken down is sealed, and found by nothing.</summary>
    public string? Slug
    {
        get => _slug;
        // As sluglines are tidied; half a character can't be put into a normal form.
        init => _slug = NewsText.OneLine(value) is { } slug ? string.Concat(slug.EnumerateRunes().Take(LongestSlug).Select(static r => r.ToString())).Normalize() : null;
    }

    /// <summary>What binds the slug, from the parameter on that the condition was given.</summary>
    internal object?[] Arguments => Slug is null ? [] : [Pattern, .. Letters.SelectMany(static l => new object?[] { l.Upper, l.Lower })];

    /// <summary>Whether a row of the wire log is meant, as what follows another condition.</summary>
    internal string AndRow(Db db, string row, int parameter) =>
        (Actions.Count == 0 ? "" : $"and {row}.action in ({Listed}) ") + AndStory(db, row, parameter);

    /// <summary>Whether a delivery's row of the wire log is meant, as what follows another condition.</summary>
    internal string AndDelivery(Db db, string delivery, int parameter) =>
        (Actions.Count == 0 ? "" : $"and exists (select 1 from wire_log w where w.position = {delivery}.position and w.action in ({Listed})) ") + AndStory(db, delivery, parameter);

    /// <summary>Whether a slugline has the slug in it.</summary>
    internal string Has(Db db, string slugline, int parameter)
    {
        // What the database takes for one letter in two cases is what ASCII has; the others that are asked for are put into one case for it.
        var (text, letters) = (slugline, Letters.Count);
        for (var i = 0; i < letters; i++) text = $"replace({text}, ${parameter + 1 + i * 2}, ${parameter + 2 + i * 2})";
        return $"{text} {(db.IsPostgres ? "ilike" : "like")} ${parameter} escape '\\'";
    }

    private string AndStory(Db db, string row, int parameter) =>
        Slug is null ? "" : $"and exists (select 1 from story s where s.id = {row}.story and s.state <> {TakenDown} and {Has(db, "s.slugline", parameter)})";

    private string Listed => string.Join(", ", Actions.Select(static a => ((int)a).ToString(CultureInfo.InvariantCulture)));

    private IReadOnlyList<(string Upper, string Lower)> Letters => [.. Slug!.EnumerateRunes().Where(static r => !r.IsAscii)
        .Select(static r => (Upper: Rune.ToUpperInvariant(r).ToString(), Lower: Rune.ToLowerInvariant(r).ToString())).Where(static l => l.Upper != l.Lower).Distinct()];

    private string Pattern
    {
        get
        {
            var pattern = new StringBuilder("%");
            foreach (var letter in Slug!.EnumerateRunes())
            {
                if (letter.Value is '\\' or '%' or '_') pattern.Append('\\');
                pattern.Append(letter.IsAscii ? letter.ToString() : Rune.ToLowerInvariant(letter).ToString());
            }
            return pattern.Append('%').ToString();
        }
    }
}
