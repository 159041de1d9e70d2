using Dateline.Site.Theme;

namespace Dateline.Site.Embeds;

/// <summary>What one page shows that is elsewhere, and the hosts of it.</summary>
internal sealed class Embedding(Words words)
{
    private readonly HashSet<string> _hosts = new(StringComparer.Ordinal);

    internal IReadOnlyCollection<string> Hosts => _hosts;

    /// <summary>What stands in the place of a paragraph; null: the paragraph itself.</summary>
    internal Template? Draw(string paragraph)
    {
        if (Embed.Of(paragraph) is not { } embed) return null;
        _hosts.Add(embed.Host);
        return new AspNetCoreGeneratedDocument.Embeds_Embed { Model = new EmbedView(embed, words) };
    }
}
