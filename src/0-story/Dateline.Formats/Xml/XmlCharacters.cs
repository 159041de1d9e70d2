namespace Dateline.Formats.Xml;

/// <summary>Hands decoded characters to the XML reader without another copy of them all.</summary>
internal sealed class XmlCharacters(XmlText text) : TextReader
{
    private int _at;

    public override int Peek() => _at < text.Length ? text.Buffer[_at] : -1;

    public override int Read() => _at < text.Length ? text.Buffer[_at++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        count = Math.Min(count, text.Length - _at);
        Array.Copy(text.Buffer, _at, buffer, index, count);
        _at += count;
        return count;
    }
}
