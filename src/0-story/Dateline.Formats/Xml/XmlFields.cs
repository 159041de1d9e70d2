using System.Text;
using System.Xml;
using Dateline.News;

namespace Dateline.Formats.Xml;

/// <summary>
/// A document of an agency's own XML as fields by name: leaf elements and attributes at any depth, in any case. For formats that no standard orders,
/// and of which a sender leaves out and adds what he likes. Of several of one name all are kept, in order.
/// </summary>
internal sealed class XmlFields
{
    private readonly Dictionary<string, List<Field>> _fields = new(StringComparer.OrdinalIgnoreCase);

    // A text comes in one piece or a few; joining thousands would cost their square.
    private const int MostBodies = 100;

    private int _bodies;

    /// <summary>One thing said, and where.</summary>
    internal readonly record struct Field(string Text, WirePosition Position);

    /// <summary>The markup of the elements that hold text for readers, joined.</summary>
    internal StoryHtml Body { get; private set; } = StoryHtml.Empty;

    internal bool IsPreformatted { get; private set; }

    internal ReadFailure? Failure { get; private set; }

    /// <summary>Reads everything inside the element the cursor stands on.</summary>
    /// <param name="xml">Where to read.</param>
    /// <param name="isBody">Whether an element of that name holds the story's text.</param>
    /// <param name="removed">Told of what is taken out of it.</param>
    internal static XmlFields Read(XmlCursor xml, Func<string, bool> isBody, Action<RemovedMarkup> removed)
    {
        var fields = new XmlFields();
        fields.ReadInside(xml, isBody, removed);
        return fields;
    }

    /// <summary>The first of these names under which something is said; null where nothing is.</summary>
    internal Field? this[params ReadOnlySpan<string> names]
    {
        get
        {
            foreach (var name in names) if (_fields.TryGetValue(name, out var all)) return all[0];
            return null;
        }
    }

    /// <summary>All that is said under a name.</summary>
    internal IReadOnlyList<Field> All(string name) => _fields.GetValueOrDefault(name) ?? (IReadOnlyList<Field>)[];

    private void ReadInside(XmlCursor xml, Func<string, bool> isBody, Action<RemovedMarkup> removed)
    {
        var (depth, name, position) = (xml.Depth, xml.Name, xml.Position);
        if ((xml["xsi:nil"] ?? xml["i:nil"] ?? xml["nil"]) is "true" or "1") { xml.Skip(); return; }
        xml.ForAttributes((attribute, value) => Add(name + "@" + attribute, value, position));
        var text = new StringBuilder();
        while (xml.StepInside(depth, out var type))
        {
            if (type == XmlNodeType.Element && isBody(xml.Name)) ReadBody(xml, removed);
            else if (type == XmlNodeType.Element) ReadInside(xml, isBody, removed);
            else if (type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace) text.Append(xml.Value);
        }
        Add(name, text.ToString(), position);
    }

    private void ReadBody(XmlCursor xml, Action<RemovedMarkup> removed)
    {
        var body = new NitfBody(xml, removed);
        body.ReadContent();
        var html = body.Finish();
        Failure ??= body.Failure;
        IsPreformatted |= body.IsPreformatted;
        if (!html.IsEmpty && _bodies++ < MostBodies && StoryHtml.TryRead(Body.Markup + html.Markup, out var joined)) Body = joined;
    }

    private void Add(string name, string text, WirePosition position)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        if (!_fields.TryGetValue(name, out var all)) _fields[name] = all = [];
        all.Add(new Field(text, position));
    }
}
