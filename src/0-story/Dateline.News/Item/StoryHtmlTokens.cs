namespace Dateline.News;

/// <summary>What one step through canonical markup met.</summary>
internal enum StoryToken : byte
{
    /// <summary>The end, or something that <see cref="StoryHtmlWriter"/> never writes: see <see cref="StoryHtmlTokens.AtEnd"/>.</summary>
    None,
    Start, End, Text, Entity,
}

/// <summary>
/// Steps through markup as <see cref="StoryHtmlWriter"/> writes it, and only as it writes it: lower case, double quotes, three entities.
/// It is not a parser of HTML: the first thing out of the ordinary stops it.
/// </summary>
internal ref struct StoryHtmlTokens(ReadOnlySpan<char> markup)
{
    private readonly ReadOnlySpan<char> _markup = markup;
    private ReadOnlySpan<char> _attributes;

    /// <summary>Where the next token begins.</summary>
    public int Position { get; private set; }

    /// <summary>The element of a start or end tag.</summary>
    public StoryTag Tag { get; private set; } = StoryTag.Root;

    /// <summary>The text of a text token; the character of an entity.</summary>
    public ReadOnlySpan<char> Text { get; private set; }

    /// <summary>Whether all was read.</summary>
    public readonly bool AtEnd => Position == _markup.Length;

    /// <summary>Takes one step.</summary>
    public StoryToken Next()
    {
        if (AtEnd) return StoryToken.None;
        return _markup[Position] switch { '<' => ReadTag(), '&' => ReadEntity(), _ => ReadText() };
    }

    private StoryToken ReadText()
    {
        var rest = _markup[Position..];
        var end = rest.IndexOfAny('<', '&');
        Text = end < 0 ? rest : rest[..end];
        Position += Text.Length;
        return StoryToken.Text;
    }

    private StoryToken ReadEntity()
    {
        var rest = _markup[Position..];
        if (rest.StartsWith("&amp;")) return Entity("&", 5);
        if (rest.StartsWith("&lt;")) return Entity("<", 4);
        return rest.StartsWith("&gt;") ? Entity(">", 4) : StoryToken.None;
    }

    private StoryToken Entity(string character, int length)
    {
        Text = character;
        Position += length;
        return StoryToken.Entity;
    }

    // A ">" inside an attribute is always "&gt;", so the first one ends the tag.
    private StoryToken ReadTag()
    {
        var rest = _markup[(Position + 1)..];
        var end = rest.IndexOf('>');
        if (end < 1) return StoryToken.None;
        var inside = rest[..end];
        if (inside.SequenceEqual("br/")) return Found(StoryToken.Start, StoryTag.OfLower("br"), end);
        if (inside[0] == '/') return Known(inside[1..]) is { } ended ? Found(StoryToken.End, ended, end) : StoryToken.None;
        var space = inside.IndexOf(' ');
        _attributes = space < 0 ? default : inside[space..];
        return Known(space < 0 ? inside : inside[..space]) is { } begun ? Found(StoryToken.Start, begun, end) : StoryToken.None;
    }

    private StoryToken Found(StoryToken token, StoryTag tag, int end)
    {
        Tag = tag;
        Position += end + 2;
        return token;
    }

    private static StoryTag? Known(ReadOnlySpan<char> name)
    {
        var tag = StoryTag.OfLower(name);
        return (tag.IsBlock || tag.Role == TagRole.Mark) && name.SequenceEqual(tag.Name) ? tag : null;
    }

    /// <summary>Takes the next attribute of the start tag just met; false: there is none, or it is not written as we write them.</summary>
    public bool NextAttribute(out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        name = value = default;
        var equals = _attributes.IndexOf("=\"");
        if (equals < 2 || _attributes[0] != ' ') return false;
        var rest = _attributes[(equals + 2)..];
        var quote = rest.IndexOf('"');
        if (quote < 0) return false;
        name = _attributes[1..equals];
        value = rest[..quote];
        _attributes = rest[(quote + 1)..];
        return true;
    }

    /// <summary>Whether part of the start tag just met was not understood.</summary>
    public readonly bool HasOddAttributes => !_attributes.IsEmpty;
}
