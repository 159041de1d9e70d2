using System.Text.Encodings.Web;
using System.Text.Json;
using Dateline.Newsroom.Staff;
using Microsoft.AspNetCore.Html;

namespace Dateline.Newsroom.Room;

/// <summary>The words that a screen's script needs, as a block of data in the page.</summary>
internal sealed class ScreenWords(StaffWords words, IEnumerable<string> names) : IHtmlContent
{
    // The default encoder: no character of it can end the block.
    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(JsonSerializer.Serialize(names.ToDictionary(n => n, n => words[n], StringComparer.Ordinal)));
}
