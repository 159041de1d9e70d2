using System.Xml;

namespace Dateline.Formats.Xml;

/// <summary>
/// The one way XML is opened in Dateline. Whatever arrives, it ends in a result: no fetch, no endless entity, no bottomless tree, no exception.
/// <see cref="XmlText"/> finds the encoding, <see cref="XmlDoctype"/> keeps DOCTYPEs harmless, <see cref="XmlEntities"/> gives the HTML entities,
/// <see cref="XmlCursor"/> walks and holds the caps of <see cref="XmlLimits"/>.
/// </summary>
internal static class WireXml
{
    /// <summary>
    /// Opens <paramref name="bytes"/> and lets <paramref name="read"/> make the result. The cursor stands on the root element.
    /// Anything wrong with the document becomes the result's failure.
    /// </summary>
    internal static ReadResult Read(string format, WireBytes bytes, ReadOptions options, Func<XmlCursor, List<ReadNote>, ReadOptions, ReadResult> read)
    {
        var notes = new List<ReadNote>();
        XmlText? text = null;
        try
        {
            text = XmlText.Decode(bytes.Span, notes);
            using var cursor = new XmlCursor(text);
            return Walk(format, cursor, notes, options, read);
        }
        catch (WireXmlException e)
        {
            return ReadResult.Failed(format, e.Failure) with { Notes = notes };
        }
        finally
        {
            text?.Dispose();
        }
    }

    private static ReadResult Walk(string format, XmlCursor cursor, List<ReadNote> notes, ReadOptions options, Func<XmlCursor, List<ReadNote>, ReadOptions, ReadResult> read)
    {
        try
        {
            cursor.MoveToRoot();
            var result = read(cursor, notes, options);
            cursor.MoveToEnd();
            return result;
        }
        catch (XmlException e)
        {
            return ReadResult.Failed(format, cursor.Diagnose(e)) with { Notes = notes };
        }
    }
}
