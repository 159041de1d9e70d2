using System.Buffers;
using System.Text;

namespace Dateline.Formats.Xml;

/// <summary>
/// Writes XML as UTF-8 bytes: always well-formed, the same calls give the same bytes. Characters that XML forbids are left out,
/// half surrogate pairs become U+FFFD: a client's parser must never stop on what a reporter pasted.
/// </summary>
internal sealed class XmlUtf8Writer
{
    private static readonly SearchValues<char> InText = SearchValues.Create("&<>\r" + Forbidden());
    private static readonly SearchValues<char> InAttribute = SearchValues.Create("&<>\"\r\n\t" + Forbidden());
    [ThreadStatic] private static XmlUtf8Writer? _idle;

    private readonly List<Open> _open = [];
    private byte[] _buffer = new byte[16 * 1024];
    private int _length;
    private bool _inTag;
    private bool _indented;

    /// <summary>A writer that has written the XML declaration.</summary>
    internal static XmlUtf8Writer Begin(bool indented)
    {
        var writer = _idle ?? new XmlUtf8Writer();
        _idle = null;
        writer._length = 0;
        writer._inTag = false;
        writer._open.Clear();
        writer._indented = indented;
        writer.Append("""<?xml version="1.0" encoding="UTF-8"?>"""u8);
        if (!indented) writer.Append("\n"u8);
        return writer;
    }

    /// <summary>The document. The writer must not be used after.</summary>
    internal byte[] End()
    {
        while (_open.Count > 0) Close();
        Append("\n"u8);
        var document = _buffer.AsSpan(0, _length).ToArray();
        if (_buffer.Length <= 1024 * 1024) _idle = this;
        return document;
    }

    internal XmlUtf8Writer Start(string name)
    {
        EndTag();
        if (_indented && (_open.Count == 0 || !_open[^1].HasText)) Indent(_open.Count);
        if (_open.Count > 0) _open[^1] = _open[^1] with { HasElements = true };
        Append((byte)'<');
        AppendAscii(name);
        _open.Add(new(name, false, false));
        _inTag = true;
        return this;
    }

    /// <summary>An attribute of the element just started; nothing where there is no value.</summary>
    internal XmlUtf8Writer Attribute(string name, string? value)
    {
        if (value is null) return this;
        Append((byte)' ');
        AppendAscii(name);
        Append("=\""u8);
        Escape(value, InAttribute);
        Append((byte)'"');
        return this;
    }

    internal XmlUtf8Writer Attribute(string name, long? value) =>
        value is { } number ? Attribute(name, number.ToString(System.Globalization.CultureInfo.InvariantCulture)) : this;

    internal XmlUtf8Writer Text(string text)
    {
        EndTag();
        _open[^1] = _open[^1] with { HasText = true };
        Escape(text, InText);
        return this;
    }

    /// <summary>Markup that is known to be well-formed: a story's.</summary>
    internal XmlUtf8Writer Raw(string markup)
    {
        EndTag();
        _open[^1] = _open[^1] with { HasText = true };
        AppendUtf8(markup);
        return this;
    }

    internal XmlUtf8Writer Close()
    {
        var open = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        if (_inTag)
        {
            Append("/>"u8);
            _inTag = false;
            return this;
        }
        if (_indented && open is { HasElements: true, HasText: false }) Indent(_open.Count);
        Append("</"u8);
        AppendAscii(open.Name);
        Append((byte)'>');
        return this;
    }

    /// <summary>An element of nothing but text; nothing where there is none.</summary>
    internal XmlUtf8Writer Element(string name, string? text) => text is null ? this : Start(name).Text(text).Close();

    private void EndTag()
    {
        if (_inTag) Append((byte)'>');
        _inTag = false;
    }

    private void Indent(int depth)
    {
        Append((byte)'\n');
        for (; depth > 0; depth--) Append("  "u8);
    }

    private void Escape(ReadOnlySpan<char> text, SearchValues<char> special)
    {
        while (true)
        {
            var at = text.IndexOfAny(special);
            if (at < 0) { AppendUtf8(text); return; }
            AppendUtf8(text[..at]);
            Append(Reference(text[at]));
            text = text[(at + 1)..];
        }
    }

    // Line ends in attributes would be read back as blanks, a carriage return anywhere as a line feed.
    private static ReadOnlySpan<byte> Reference(char c) => c switch
    {
        '&' => "&amp;"u8,
        '<' => "&lt;"u8,
        '>' => "&gt;"u8,
        '"' => "&quot;"u8,
        '\r' => "&#13;"u8,
        '\n' => "&#10;"u8,
        '\t' => "&#9;"u8,
        _ => default,
    };

    private void AppendUtf8(ReadOnlySpan<char> text)
    {
        Reserve(text.Length * 3);
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
    }

    private void AppendAscii(string text)
    {
        Reserve(text.Length);
        _length += Encoding.ASCII.GetBytes(text, _buffer.AsSpan(_length));
    }

    private void Append(byte b)
    {
        Reserve(1);
        _buffer[_length++] = b;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int count)
    {
        if (_length + count > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
    }

    private static string Forbidden()
    {
        var forbidden = new StringBuilder("\uFFFE\uFFFF");
        for (var c = '\0'; c < ' '; c++) if (c is not ('\t' or '\n' or '\r')) forbidden.Append(c);
        return forbidden.ToString();
    }

    private readonly record struct Open(string Name, bool HasElements, bool HasText);
}
