using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Dateline.News;
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

        internal Asset(string name)
        {
            using var stream = typeof(StaffAssets).Assembly.GetManifestResourceStream("Dateline.Newsroom.Staff." + name)!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            _text = reader.ReadToEnd();
            Hash = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(_text)));
        }

        internal string Hash { get; }

        public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(_text);
    }
}

/// <summary>A story's text: the only markup that is not the pages' own and still goes out as it is, because <see cref="StoryHtml"/> is always clean.</summary>
internal sealed class CleanText(StoryContent content) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(content.Body.RenderWithPlaceline(content.Placeline));
}
