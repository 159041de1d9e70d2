using System.Text;
using Dateline.Formats;

namespace Dateline.Bench;

/// <summary>
/// Documents to read: those of tests/Corpus that hold a story, each made as long as stories are, and for formats that are written too, the sample wire in that format.
/// What is no story (a kill, a list of results) tells nothing of speed and stays out. Formats whose documents hold no text at all are read as they come.
/// </summary>
internal static class FormatDocuments
{
    private const int Paragraphs = 14;
    private const int LeastWords = 350, MostWords = 1_600;
    private const int Written = 24;

    /// <summary>The documents of the reader called <paramref name="format"/>.</summary>
    internal static List<(string Name, byte[] Bytes)> Of(string format)
    {
        var documents = new List<(string, byte[])>();
        foreach (var (file, number) in Files(format).Select((f, n) => (f, n)))
            if ((IsWithoutText(format) ? File.ReadAllBytes(file) : Lengthened(File.ReadAllBytes(file), number)) is { } document && Is(format, document)) documents.Add((Path.GetFileName(file), document));
        foreach (var writer in WireFormats.Writers.Where(w => w.Name.Split('-')[0] == format.Split('-')[0]))
            for (var number = 0; number < Written; number++)
                if (writer.Write(WireSample.Item(number, paragraphs: 16), WriteOptions.Default).Bytes.ToArray() is var document && Is(format, document)) documents.Add(($"{writer.Name} {number}", document));
        return documents;
    }

    // Of AP's API the text is an address.
    private static bool IsWithoutText(string format) => format is "photo" or "ap-media";

    private static IEnumerable<string> Files(string format)
    {
        var folder = Path.Combine(Root(), "tests", "Corpus", format);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Where(f => Path.GetExtension(f) is not (".txt" or ".md")).Order(StringComparer.Ordinal) : [];
    }

    private static bool Is(string format, byte[] document)
    {
        var read = WireFormats.Read(document);
        if (read.Format != format || read.Failure is not null || read.Items.Any(i => i.Item is null)) return false;
        var words = read.Items.Sum(i => i.Item!.Content.Body.PlainText.Count(c => c is ' ' or '\n'));
        return IsWithoutText(format) || words is >= LeastWords and <= MostWords;
    }

    // Latin-1 keeps every byte as it is, and what is added is ASCII.
    private static byte[]? Lengthened(byte[] file, int number)
    {
        var text = Encoding.Latin1.GetString(file);
        var paragraphs = WireSample.Paragraphs(number, Paragraphs);
        var longer = InMarkup(text, paragraphs, "</p>") ?? InMarkup(text, paragraphs, "&lt;/p&gt;") ?? InLines(text, paragraphs) ?? InMail(text, paragraphs);
        return longer is null ? null : Encoding.Latin1.GetBytes(longer);
    }

    private static string? InMarkup(string text, string[] paragraphs, string end)
    {
        var at = text.LastIndexOf(end, StringComparison.Ordinal);
        if (at < 0) return null;
        // A line of quoted-printable or JSON holds no line break of its own.
        var gap = text.Contains("Content-Type:", StringComparison.Ordinal) ? "\r\n" : "";
        var start = end.Replace("/", "", StringComparison.Ordinal);
        return text.Insert(at + end.Length, string.Concat(paragraphs.Select(p => start + (gap.Length > 0 ? Wrapped(p, gap) : p) + end + gap)));
    }

    private static string? InLines(string text, string[] paragraphs)
    {
        var etx = text.LastIndexOf('\u0003');
        return etx < 0 ? null : text.Insert(etx, string.Concat(paragraphs.Select(p => "\r\n   " + Wrapped(p, "\r\n"))) + "\r\n");
    }

    private static string? InMail(string text, string[] paragraphs) =>
        text.Contains("Message-ID", StringComparison.OrdinalIgnoreCase) && !text.Contains("boundary", StringComparison.OrdinalIgnoreCase) && !text.Contains("base64", StringComparison.OrdinalIgnoreCase)
            ? text + string.Concat(paragraphs.Select(p => "\n" + Wrapped(p, "\n") + "\n"))
            : null;

    private static string Wrapped(string paragraph, string end)
    {
        var (lines, length) = (new StringBuilder(), 0);
        foreach (var word in paragraph.Split(' '))
        {
            if (length > 0) lines.Append(length + word.Length > 66 ? end : " ");
            length = length + word.Length > 66 ? word.Length : length + word.Length + 1;
            lines.Append(word);
        }
        return lines.ToString();
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Dateline.slnx"))) return folder.FullName;
        throw new DirectoryNotFoundException("The corpus is in the repository: run the benches there.");
    }
}
