using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Dateline.News;

namespace Dateline.Formats.Xml;

/// <summary>
/// Walks an XML document forwards, element by element, once. A reader says <c>foreach (var name in xml.Children)</c> and looks at what it knows;
/// whatever it does not look at is walked past. Names are local names: feeds disagree on namespaces (formats.md §3.5).
/// </summary>
internal sealed class XmlCursor : IDisposable
{
    // Names recur from document to document: keeping them saves finding and storing them each time. Dropped before they can add up.
    private const int NamesLastFor = 4_000_000;
    [ThreadStatic] private static NameTable? _sharedNames;
    [ThreadStatic] private static int _sharedNamesUsed;

    private readonly XmlText _text;
    private readonly XmlReader _reader;
    private readonly IXmlLineInfo _lines;
    private readonly XmlDoctype _doctype;
    private string? _rootName;
    private bool _rootClosed;

    internal XmlCursor(XmlText text)
    {
        _text = text;
        var declarations = XmlEntities.DeclarationsFor(text.Span);
        _doctype = new XmlDoctype(declarations);
        var names = NamesFor(text.Length);
        _reader = XmlReader.Create(new XmlCharacters(text), Settings(names), Context(names, declarations));
        _lines = (IXmlLineInfo)_reader;
    }

    private XmlReaderSettings Settings(NameTable names) => new()
    {
        NameTable = names,
        DtdProcessing = DtdProcessing.Parse,
        XmlResolver = _doctype,
        MaxCharactersFromEntities = XmlLimits.CharactersFromEntities,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
    };

    private static NameTable NamesFor(int characters)
    {
        _sharedNamesUsed += characters;
        if (_sharedNames is not null && _sharedNamesUsed < NamesLastFor) return _sharedNames;
        _sharedNamesUsed = characters;
        return _sharedNames = new NameTable();
    }

    // A document with a DOCTYPE gets the entities in place of its external subset instead.
    private XmlParserContext? Context(NameTable names, string? declarations)
    {
        if (declarations is null || _text.Span.Contains("<!DOCTYPE", StringComparison.Ordinal)) return null;
        return new XmlParserContext(names, null, "dateline", null, null, declarations, "", "", XmlSpace.None);
    }

    /// <summary>The local name of the element it stands on.</summary>
    internal string Name => _reader.LocalName;

    /// <summary>The namespace of the element it stands on.</summary>
    internal string Namespace => _reader.NamespaceURI;

    /// <summary>The value of an attribute; null where it is not there.</summary>
    internal string? this[string attribute] => _reader.GetAttribute(attribute) is { } value ? Printable(value) : null;

    /// <summary>The language in force here; empty where none is stated.</summary>
    internal string Language => _reader.XmlLang;

    internal bool HasAttributes => _reader.HasAttributes;

    internal bool IsEmptyElement => _reader.IsEmptyElement;

    internal int Depth => _reader.Depth;

    internal WirePosition Position => new(_lines.LineNumber, _lines.LinePosition);

    /// <summary>The elements directly inside the one it stands on, by local name. Leaving one unread is fine.</summary>
    internal XmlChildren Children => new(this, _reader.Depth);

    /// <summary>Moves to the document's root.</summary>
    internal void MoveToRoot()
    {
        while (Step())
            if (_reader.NodeType == XmlNodeType.Element) { _rootName = _reader.Name; return; }
    }

    /// <summary>Reads what is left, so that what is wrong after the last thing of interest is found too.</summary>
    internal void MoveToEnd()
    {
        while (Step()) { }
    }

    /// <summary>Moves to the next node inside the element at <paramref name="depth"/>; false at its end. For bodies, where text and elements mix.</summary>
    internal bool StepInside(int depth, out XmlNodeType type)
    {
        type = _reader.NodeType;
        if (_reader.Depth == depth && type == XmlNodeType.Element && _reader.IsEmptyElement) return false;
        if (!Step()) return false;
        type = _reader.NodeType;
        return _reader.Depth > depth;
    }

    /// <summary>The text node it stands on.</summary>
    internal string Value => Printable(_reader.Value);

    /// <summary>Tells <paramref name="story"/> the attributes of the element it stands on.</summary>
    internal void CopyAttributes(StoryHtmlWriter story)
    {
        for (var more = _reader.MoveToFirstAttribute(); more; more = _reader.MoveToNextAttribute())
            story.Attribute(_reader.Name, _reader.Value);
        _reader.MoveToElement();
    }

    /// <summary>The attributes of the element it stands on, without declarations of namespaces.</summary>
    internal List<(string Name, string Value)> Attributes()
    {
        var attributes = new List<(string, string)>();
        for (var more = _reader.MoveToFirstAttribute(); more; more = _reader.MoveToNextAttribute())
            if (_reader.Prefix.Length == 0 && _reader.LocalName != "xmlns") attributes.Add((_reader.LocalName, _reader.Value));
        _reader.MoveToElement();
        return attributes;
    }

    /// <summary>The element it stands on, with all that is in it, as a tree: for the few documents that are edited and not only read.</summary>
    internal XElement Tree()
    {
        var depth = _reader.Depth;
        var names = new TreeNames();
        var root = Element(names);
        if (_reader.IsEmptyElement) return root;
        var open = root;
        while (Step() && _reader.Depth > depth)
        {
            switch (_reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = Element(names);
                    open.Add(element);
                    if (!_reader.IsEmptyElement) open = element;
                    break;
                case XmlNodeType.EndElement: open = open.Parent!; break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace: open.Add(_reader.Value); break;
            }
        }
        return root;
    }

    private XElement Element(TreeNames names)
    {
        var element = new XElement(names.Of(_reader.LocalName, _reader.NamespaceURI));
        for (var more = _reader.MoveToFirstAttribute(); more; more = _reader.MoveToNextAttribute())
            element.Add(new XAttribute(_reader.Prefix.Length == 0 && _reader.LocalName == "xmlns" ? "xmlns" : names.Of(_reader.LocalName, _reader.NamespaceURI), _reader.Value));
        _reader.MoveToElement();
        return element;
    }

    /// <summary>Names of a tree: neighbours are mostly of one namespace, which is looked up once for them all.</summary>
    private sealed class TreeNames
    {
        private string? _address;
        private XNamespace _namespace = XNamespace.None;

        internal XName Of(string localName, string address)
        {
            // The reader keeps one string for each: whether it is the same is seen without comparing.
            if (!ReferenceEquals(address, _address)) (_address, _namespace) = (address, XNamespace.Get(address));
            return _namespace.GetName(localName);
        }
    }

    /// <summary>Tells <paramref name="take"/> the attributes of the element it stands on, by local name.</summary>
    internal void ForAttributes(Action<string, string> take)
    {
        for (var more = _reader.MoveToFirstAttribute(); more; more = _reader.MoveToNextAttribute())
            if (_reader.Prefix != "xmlns" && _reader.Name != "xmlns") take(_reader.LocalName, _reader.Value);
        _reader.MoveToElement();
    }

    /// <summary>The text of the element it stands on as a number; null where it is none.</summary>
    internal int? Number() =>
        int.TryParse(Text().AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Moves to the next element directly inside the one at depth <paramref name="parent"/>; false when there is none left.</summary>
    internal bool NextChild(int parent)
    {
        if (_reader.Depth == parent && _reader.NodeType == XmlNodeType.Element && _reader.IsEmptyElement) return false;
        while (Step())
        {
            if (_reader.Depth <= parent) return false;
            if (_reader.Depth == parent + 1 && _reader.NodeType == XmlNodeType.Element) return true;
        }
        return false;
    }

    /// <summary>What stands between lines in <see cref="Text"/>: not a line feed, which in XML is only white space.</summary>
    internal const string LineBreak = "\u2028";

    /// <summary>All text inside the element it stands on, and moves to its end. With <paramref name="lines"/>, paragraphs and breaks become <see cref="LineBreak"/>.</summary>
    internal string Text(bool lines = false)
    {
        if (_reader.IsEmptyElement) return "";
        var depth = _reader.Depth;
        var first = "";
        StringBuilder? all = null;
        while (Step() && _reader.Depth > depth)
        {
            var piece = _reader.NodeType switch
            {
                XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace => Printable(_reader.Value),
                XmlNodeType.Element or XmlNodeType.EndElement when lines && IsLine(_reader.LocalName) => LineBreak,
                _ => "",
            };
            if (piece.Length == 0) continue;
            if (all is null && first.Length == 0) { first = piece; continue; }
            (all ??= new StringBuilder(first)).Append(piece);
        }
        return all?.ToString() ?? first;
    }

    // "&#150;" is a control character to XML, and a dash to whoever wrote it: numbers from 128 to 159 are of windows-1252, as in HTML (WHATWG HTML §13.2.5.80).
    private static string Printable(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0080', '\u009F')) return text;
        return string.Create(text.Length, text, static (characters, source) =>
        {
            for (var i = 0; i < characters.Length; i++) characters[i] = source[i] is >= '\u0080' and <= '\u009F' ? Windows1252[source[i] - '\u0080'] : source[i];
        });
    }

    private const string Windows1252 = "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private static bool IsLine(string name) => name is "p" or "P" or "br" or "div" or "li" or "h1" or "h2" or "h3" or "h4" or "tr";

    /// <summary>Walks past everything inside the element it stands on.</summary>
    internal void Skip()
    {
        if (_reader.IsEmptyElement) return;
        var depth = _reader.Depth;
        while (Step() && _reader.Depth > depth) { }
    }

    private bool Step()
    {
        if (!_reader.Read()) return false;
        switch (_reader.NodeType)
        {
            case XmlNodeType.Element: HoldCaps(); break;
            case XmlNodeType.EndElement: _rootClosed |= _reader.Depth == 0; break;
            case XmlNodeType.DocumentType: LeaveDoctype(); break;
        }
        return true;
    }

    private void HoldCaps()
    {
        _doctype.IsRead = true;
        if (_reader.Depth >= XmlLimits.Depth) throw Failure(FailureCodes.Depth, $"Elements are nested deeper than {XmlLimits.Depth}.");
        if (_reader.AttributeCount > XmlLimits.Attributes) throw Failure(FailureCodes.AttributeLimit, $"An element has more than {XmlLimits.Attributes} attributes.");
        if (_reader.Depth == 0) _rootClosed = _reader.IsEmptyElement;
    }

    private void LeaveDoctype()
    {
        XmlDoctype.Inspect(_reader.Value);
        _doctype.IsRead = true;
    }

    private WireXmlException Failure(string code, string message) => new(new(code, message, Position));

    /// <summary>What the parser's complaint means. It gives no codes, so the text around the place is looked at.</summary>
    internal ReadFailure Diagnose(XmlException e)
    {
        var position = e.LineNumber > 0 ? new WirePosition(e.LineNumber, e.LinePosition) : Position;
        if (e.InnerException is WireXmlException inner) return inner.Failure with { Position = position };
        if (e.Message.Contains(nameof(XmlReaderSettings.MaxCharactersFromEntities), StringComparison.Ordinal))
            return new(FailureCodes.EntityLimit, $"Entities expand to more than {XmlLimits.CharactersFromEntities} characters.", position);
        if (_rootClosed) return new(FailureCodes.TrailingContent, "Something follows the end of the document.", position);
        if (IsCut()) return new(FailureCodes.Incomplete, "The document ends too early.", position);
        if (IsCharacterReference(position)) return new(FailureCodes.ControlCharacter, "A reference stands for a character that XML forbids.", position);
        return new(FailureCodes.Malformed, e.Message, position);
    }

    // A document that was cut off does not end with the end tag of its root.
    private bool IsCut()
    {
        var text = _text.Span.TrimEnd();
        if (_rootName is null || !text.EndsWith('>')) return true;
        var tag = text[..^1].TrimEnd();
        return !(tag.EndsWith(_rootName, StringComparison.Ordinal) && tag[..^_rootName.Length].EndsWith("</", StringComparison.Ordinal));
    }

    private bool IsCharacterReference(WirePosition position)
    {
        var line = Line(position.Line ?? 1);
        var at = Math.Min(line.Length, (position.Column ?? 1) + 1);
        return line[Math.Max(0, at - 6)..at].Contains("&#", StringComparison.Ordinal);
    }

    private ReadOnlySpan<char> Line(int number)
    {
        var text = _text.Span;
        for (; number > 1; number--) text = text[(text.IndexOf('\n') + 1)..];
        return text.IndexOf('\n') is var end and >= 0 ? text[..end] : text;
    }

    public void Dispose() => _reader.Dispose();
}

/// <summary>The child elements of one element, for <c>foreach</c>.</summary>
internal readonly struct XmlChildren(XmlCursor xml, int parent)
{
    public Enumerator GetEnumerator() => new(xml, parent);

    internal readonly struct Enumerator(XmlCursor xml, int parent)
    {
        public string Current => xml.Name;

        public bool MoveNext() => xml.NextChild(parent);
    }
}
