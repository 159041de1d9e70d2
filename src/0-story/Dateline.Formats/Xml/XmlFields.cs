using System.Text;
using System.Xml;
using Dateline.News;

namespace Dateline.Formats.Xml;

/// <summary>
/// A document of an agency's own XML as fields by name: leaf elements and attributes at any depth, in any case and with any signs between the words ("doc_id", "docId").
/// For formats that no standard orders, and of which a sender leaves out and adds what he likes. Of several of one name all are kept, in order.
/// </summary>
internal sealed class XmlFields
{
    private readonly Dictionary<string, List<Field>> _fields = new(StringComparer.OrdinalIgnoreCase);

    // Attributes of the item itself, and of what stands around its fields: they say what elements of their name would.
    private readonly Dictionary<string, Field> _attributes = new(StringComparer.OrdinalIgnoreCase);
    private const int DeepestAttributes = 2;

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
        fields.ReadInside(xml, isBody, removed, 0);
        return fields;
    }

    /// <summary>The first of these names under which something is said; null where nothing is.</summary>
    internal Field? this[params ReadOnlySpan<string> names]
    {
        get
        {
            foreach (var name in names) if (_fields.TryGetValue(Plain(name), out var all)) return all[0];
            foreach (var name in names) if (_attributes.TryGetValue(Plain(name), out var field)) return field;
            return null;
        }
    }

    /// <summary>All that is said under a name.</summary>
    internal IReadOnlyList<Field> All(string name) => _fields.GetValueOrDefault(Plain(name)) ?? (IReadOnlyList<Field>)(_attributes.TryGetValue(Plain(name), out var field) ? [field] : []);

    private static string Plain(string name) => name.AsSpan().ContainsAny("-_.") ? name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal) : name;

    private void ReadInside(XmlCursor xml, Func<string, bool> isBody, Action<RemovedMarkup> removed, int level)
    {
        var (depth, name, position) = (xml.Depth, xml.Name, xml.Position);
        if ((xml["xsi:nil"] ?? xml["i:nil"] ?? xml["nil"]) is "true" or "1") { xml.Skip(); return; }
        xml.ForAttributes((attribute, value) => Add(name, attribute, value, position, level));
        var text = new StringBuilder();
        while (xml.StepInside(depth, out var type))
        {
            if (type == XmlNodeType.Element && isBody(xml.Name)) ReadBody(xml, removed);
            else if (type == XmlNodeType.Element) ReadInside(xml, isBody, removed, level + 1);
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

    private void Add(string name, string attribute, string value, WirePosition position, int level)
    {
        Add(name + "@" + attribute, value, position);
        if (level < DeepestAttributes && !string.IsNullOrWhiteSpace(value)) _attributes.TryAdd(Plain(attribute), new Field(value, position));
    }

    private void Add(string name, string text, WirePosition position)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        name = Plain(name);
        if (!_fields.TryGetValue(name, out var all)) _fields[name] = all = [];
        all.Add(new Field(text, position));
    }
}
