using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Dateline.Site.Theme;

/// <summary>
/// What a .cshtml of this site compiles against: markup goes out as UTF-8 bytes, everything that is not markup is encoded, and there is nothing else.
/// A page is a pure function of its model: no request, no services, no queries. There is no way to write an arbitrary value raw:
/// only a <see cref="CleanHtml"/> is, and that comes from a <c>StoryHtml</c>.
/// </summary>
internal abstract class Template
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private ArrayBufferWriter<byte> _page = null!;
    private (string Prefix, string Suffix, bool Open, bool Omit) _attribute;

    public abstract Task ExecuteAsync();

    /// <summary>Renders the page. A template never waits: what it shows was read before.</summary>
    internal byte[] ToBytes()
    {
        _page = new ArrayBufferWriter<byte>(16 * 1024);
        Execute();
        return _page.WrittenSpan.ToArray();
    }

    private void Execute()
    {
        var done = ExecuteAsync();
        if (!done.IsCompletedSuccessfully) throw new InvalidOperationException("A template waited or failed.", done.Exception?.InnerException);
    }

    /// <summary>Writes another template here.</summary>
    protected void Include(Template part)
    {
        part._page = _page;
        part.Execute();
    }

    protected void WriteLiteral(string? markup) => Raw(markup);

    protected void Write(string? text)
    {
        if (!string.IsNullOrEmpty(text)) Raw(Encoder.Encode(text));
    }

    protected void Write(int number) => Raw(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The one place where markup that was not written here goes out unencoded.</summary>
    protected void Write(CleanHtml html) => Raw(html.Markup);

    /// <summary>JSON for a data block: its writer escapes every character that could end the block.</summary>
    protected void Write(JsonBlock json) => _page.Write(json.Utf8.Span);

    protected void BeginWriteAttribute(string name, string prefix, int prefixOffset, string suffix, int suffixOffset, int values) =>
        _attribute = (prefix, suffix, false, false);

    protected void WriteAttributeValue(string prefix, int prefixOffset, string? value, int valueOffset, int valueLength, bool isLiteral)
    {
        if (value is null) { _attribute.Omit = !_attribute.Open; return; }
        OpenAttribute();
        Raw(prefix);
        if (isLiteral) Raw(value); else Write(value);
    }

    protected void WriteAttributeValue(string prefix, int prefixOffset, int value, int valueOffset, int valueLength, bool isLiteral) =>
        WriteAttributeValue(prefix, prefixOffset, value.ToString(CultureInfo.InvariantCulture), valueOffset, valueLength, isLiteral: true);

    /// <summary>An attribute that is null is not written at all.</summary>
    protected void EndWriteAttribute()
    {
        if (_attribute.Omit && !_attribute.Open) return;
        OpenAttribute();
        Raw(_attribute.Suffix);
    }

    private void OpenAttribute()
    {
        if (_attribute.Open) return;
        _attribute.Open = true;
        Raw(_attribute.Prefix);
    }

    private void Raw(string? text)
    {
        if (string.IsNullOrEmpty(text)) return;
        var span = _page.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        _page.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}

/// <summary>A template of one model.</summary>
internal abstract class Template<TModel> : Template
{
    internal required TModel Model { get; init; }
}

/// <summary>Bytes of JSON, made by a writer that escapes <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c>.</summary>
internal readonly record struct JsonBlock(ReadOnlyMemory<byte> Utf8);
