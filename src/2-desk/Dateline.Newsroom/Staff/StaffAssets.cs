using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Dateline.News;
using Dateline.Store.Intake;
using Microsoft.AspNetCore.Html;

namespace Dateline.Newsroom.Staff;

/// <summary>The pages' own style, script and icons, from the assembly; the hash of each stands in the page's policy.</summary>
internal static class StaffAssets
{
    internal static Asset Style { get; } = new("staff.css");

    internal static Asset Script { get; } = new("staff.js");

    internal static Asset Icons { get; } = new("icons.svg");

    internal sealed class Asset : IHtmlContent
    {
        private readonly string _text;

        internal Asset(string name, string folder = "Staff")
        {
            using var stream = typeof(StaffAssets).Assembly.GetManifestResourceStream($"Dateline.Newsroom.{folder}.{name}")!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            _text = reader.ReadToEnd();
            Hash = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(_text)));
        }

        internal string Hash { get; }

        public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(_text);
    }
}

/// <summary>A story's text: the only markup that is not the pages' own and still goes out as it is, because <see cref="StoryHtml"/> is always clean.</summary>
/// <param name="content">What the story says.</param>
/// <param name="looks">Its photos, of which those that stand in the text are shown there.</param>
internal sealed class CleanText(StoryContent content, IReadOnlyList<(Picture Picture, MediaFile? File, bool IsOff)> looks) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var markup = content.Body.RenderWithPlaceline(content.Placeline);
        foreach (var block in content.Body.Blocks())
            if (block.Reference is { } reference) markup = markup.Replace(block.Markup, Figure(looks.FirstOrDefault(l => Is(l.Picture, reference)), encoder), StringComparison.Ordinal);
        writer.Write(markup);
    }

    /// <summary>Those of a story's photos that do not stand in its text.</summary>
    internal static IEnumerable<(Picture Picture, MediaFile? File, bool IsOff)> Apart(StoryContent content, IEnumerable<(Picture Picture, MediaFile? File, bool IsOff)> looks)
    {
        var placed = content.Body.Blocks().Select(b => b.Reference).OfType<string>().ToHashSet();
        return looks.Where(l => !placed.Any(p => Is(l.Picture, p)));
    }

    private static bool Is(Picture picture, string reference) => picture.Guid == reference || picture.Renditions.Any(r => r.Href == reference);

    // Readers see none where the photo is not with the story, or was withdrawn.
    private static string Figure((Picture Picture, MediaFile? File, bool IsOff) look, HtmlEncoder encoder)
    {
        if (look.Picture is not { } picture || look.IsOff) return "";
        var image = look.File is { } file ? $"<img src=\"/staff/media/{file.Key}\" alt=\"{encoder.Encode(picture.Alt ?? picture.Caption ?? "")}\" width=\"{file.Width}\" height=\"{file.Height}\" loading=\"lazy\"/>" : "";
        return $"<figure>{image}<figcaption>{encoder.Encode($"{picture.Caption} {picture.Credit}".Trim())}</figcaption></figure>";
    }
}
