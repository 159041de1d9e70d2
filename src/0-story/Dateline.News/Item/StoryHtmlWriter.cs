using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dateline.News;

/// <summary>Something that was taken out of a text on its way into a <see cref="StoryHtml"/>.</summary>
/// <param name="Name">The element ("img"), the attribute ("onclick") or the scheme ("javascript:").</param>
/// <param name="IsActive">Whether it could have acted in a reader's browser: a script, a frame, an event handler.</param>
public readonly record struct RemovedMarkup(string Name, bool IsActive);

/// <summary>
/// The gate through which every <see cref="StoryHtml"/> comes: it is told of elements and text in document order and writes only what the
/// allow-list knows, nested as HTML demands, so that a browser reads back exactly what was meant.
/// Whatever it is told, the result is clean; nothing it is told makes it throw, save closing more than was opened.
/// </summary>
/// <remarks>
/// The rules, in short: words are never lost, save inside script, style and their like. Blocks never stand inside paragraphs or inline elements;
/// an inline element interrupted by a block goes on in the next (as HTML's own parser has it, so that both ways in agree).
/// Loose text becomes a paragraph. White space collapses outside <c>pre</c>, and never stands at the edge of an inline element.
/// Empty blocks vanish; two line breaks in a paragraph make two paragraphs. The markup is also well-formed XML.
/// </remarks>
public sealed class StoryHtmlWriter
{
    /// <summary>Lists, quotes and tables nested deeper than this become plain paragraphs.</summary>
    public const int MaxDepth = 32;

    private const int NoFrame = -1;
    private static readonly SearchValues<char> Special = SearchValues.Create(SpecialCharacters());

    [ThreadStatic] private static StoryHtmlWriter? _idle;

    private Action<RemovedMarkup>? _onRemoved;
    private readonly List<Frame> _frames = [];
    private readonly List<Mark> _marks = [];
    private readonly List<Mark> _open = [];
    private readonly List<Block> _blocks = [];
    private readonly List<string> _reported = [];
    private char[] _buffer = new char[4096];
    private int _length;

    private StoryTag? _pending;
    private string _pendingName = "";
    private Attributes _attributes;
    private int _dropping;

    private bool _hasText;      // the current run of text has begun
    private bool _space;        // white space waits to be written before the next word
    private int _breaks;        // line breaks wait likewise (in pre: new lines)
    private bool _marksChanged; // the inline elements open in the markup may not be those wanted

    /// <summary>A writer. <paramref name="removed"/> is told once of each kind of thing that is taken out.</summary>
    public StoryHtmlWriter(Action<RemovedMarkup>? removed = null)
    {
        _onRemoved = removed;
        Clear();
    }

    /// <summary>Begins the element <paramref name="name"/> (any name, any case; without prefix).</summary>
    public void Open(string name)
    {
        Settle();
        if (_dropping > 0) { _dropping++; return; }
        _pending = StoryTag.Of(name);
        _pendingName = name;
        _attributes = default;
    }

    /// <summary>Begins an element whose name was looked up before.</summary>
    internal void Open(StoryTag tag)
    {
        Settle();
        if (_dropping > 0) { _dropping++; return; }
        (_pending, _pendingName, _attributes) = (tag, tag.Name, default);
    }

    /// <summary>Gives the element just begun an attribute; one that the allow-list doesn't know for it is left out.</summary>
    public void Attribute(string name, string? value)
    {
        if (_pending is null || value is null) return;
        switch (name)
        {
            case "href" or "HREF": _attributes.Href ??= value; break;
            case "colspan": _attributes.ColumnSpan ??= value; break;
            case "rowspan": _attributes.RowSpan ??= value; break;
            case "lang" or "xml:lang": _attributes.Language ??= value; break;
            case "dir": _attributes.Direction ??= value; break;
            case "data-ref": _attributes.Reference ??= value; break;
            case "class": _attributes.Class ??= value; break;
            default: OtherAttribute(name, value); break;
        }
    }

    /// <summary>Adds text, unescaped as it reads.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        Settle();
        if (_dropping > 0 || text.IsEmpty) return;
        if (!IsPlain(text)) text = Scrubbed(text);
        if (_blocks[^1].Tag.Role == TagRole.Pre) PreformattedText(text); else FlowingText(text);
    }

    /// <summary>Ends the element begun last and not yet ended.</summary>
    /// <exception cref="InvalidOperationException">None is open: a bug of the caller.</exception>
    public void Close()
    {
        Settle();
        if (_dropping > 0) { if (--_dropping > 0) return; }
        if (_frames.Count == 0) throw new InvalidOperationException("More elements are closed than were opened.");
        var frame = _frames[^1];
        _frames.RemoveAt(_frames.Count - 1);
        switch (frame.Effect)
        {
            case Effect.Mark: _marks.RemoveAt(_marks.Count - 1); _marksChanged = true; break;
            case Effect.Break: Break(); break;
            case Effect.Block when IsStillOpen(frame): CloseBlocksTo(frame.Block); break;
            case Effect.Block when frame.IsParagraph: Break(); break;
        }
    }

    /// <summary>Ends what is open and hands over the text. The writer is then empty and may be used again.</summary>
    public StoryHtml ToStoryHtml()
    {
        var markup = Finish();
        var html = markup.IsEmpty ? StoryHtml.Empty : StoryHtml.Written(markup.ToString());
        Clear();
        return html;
    }

    /// <summary>A writer of this thread that nobody uses at the moment: reading a wire makes thousands of texts.</summary>
    internal static StoryHtmlWriter Rent(Action<RemovedMarkup>? removed = null)
    {
        var writer = _idle ?? new StoryHtmlWriter();
        _idle = null;
        writer._onRemoved = removed;
        return writer;
    }

    /// <summary>Gives a rented writer back.</summary>
    internal void Return()
    {
        Clear();
        _onRemoved = null;
        if (_buffer.Length <= 1 << 20) _idle = this;
    }

    /// <summary>Ends what is open; the markup is valid until the writer is used again.</summary>
    internal ReadOnlySpan<char> Finish()
    {
        Settle();
        CloseBlocksTo(1);
        return _buffer.AsSpan(0, _length);
    }

    private void Clear()
    {
        _frames.Clear();
        _marks.Clear();
        _open.Clear();
        _blocks.Clear();
        _reported.Clear();
        _blocks.Add(new Block(StoryTag.Root, 0, 0, NoFrame));
        (_length, _dropping, _pending) = (0, 0, null);
        EndRun();
    }

    // ---- elements -------------------------------------------------------------------------------------------------

    private void Settle()
    {
        if (_pending is not { } tag) return;
        _pending = null;
        switch (tag.Role)
        {
            case TagRole.Unknown: Report(_pendingName, active: false); Push(Effect.None); break;
            case TagRole.Inline: Push(Effect.None); break;
            case TagRole.Break: OpenBreak(tag); break;
            case TagRole.Drop: Push(Effect.None); _dropping = 1; break;
            case TagRole.DropActive: Report(_pendingName, active: true); Push(Effect.None); _dropping = 1; break;
            case TagRole.Line: Push(Effect.None); _breaks++; break;
            case TagRole.Mark: OpenMark(tag); break;
            default: OpenBlock(tag); break;
        }
    }

    private void Push(Effect effect, int block = 0, bool isParagraph = false) => _frames.Add(new Frame(effect, block, isParagraph));

    private void OpenMark(StoryTag tag)
    {
        if (tag != StoryTag.Link) { AddMark(tag, null, dead: IsMarked(tag)); return; }
        EndOuterLink();
        var href = StoryHtmlLink.Clean(_attributes.Href);
        if (href is null && _attributes.Href is { } refused) ReportRefusedLink(refused);
        AddMark(tag, href, dead: href is null);
    }

    private void AddMark(StoryTag tag, string? href, bool dead)
    {
        _marks.Add(new Mark(tag, href, _frames.Count, dead));
        _marksChanged = true;
        Push(Effect.Mark);
    }

    private bool IsMarked(StoryTag tag)
    {
        foreach (var mark in _marks) if (mark.Tag == tag && !mark.Dead) return true;
        return false;
    }

    // Links don't nest: an inner one ends the outer for good, as in HTML (§13.2.6.4.7, start tag "a").
    private void EndOuterLink()
    {
        for (var i = 0; i < _marks.Count; i++)
        {
            if (_marks[i].Tag != StoryTag.Link) continue;
            EndMarksInside(_marks[i].Frame);
            _marks[i] = _marks[i] with { Dead = true };
        }
        _marksChanged = true;
    }

    // What HTML doesn't carry over the end of the element that held it.
    private void EndMarksInside(int frame)
    {
        if (frame == NoFrame) return;
        for (var i = 0; i < _marks.Count; i++)
            if (_marks[i].Frame > frame && !_marks[i].Tag.SurvivesBlocks) _marks[i] = _marks[i] with { Dead = true };
        _marksChanged = true;
    }

    private void OpenBlock(StoryTag tag)
    {
        var reference = tag.Role == TagRole.Figure ? CleanReference(_attributes.Reference) : null;
        if (tag.Role == TagRole.Figure && reference is null || !MakeRoomFor(tag))
        {
            OpenBreak(tag);
            return;
        }
        _attributes.Reference = reference;
        var index = _blocks.Count;
        StartBlock(tag, _frames.Count);
        Push(Effect.Block, index, tag.Role == TagRole.Paragraph);
    }

    private void OpenBreak(StoryTag tag)
    {
        // A paragraph that could not stand where it came ends here all the same.
        for (var i = _frames.Count - 1; i >= 0; i--)
        {
            if (_frames[i] is not { Effect: Effect.Break, IsParagraph: true }) continue;
            EndMarksInside(i);
            _frames[i] = _frames[i] with { IsParagraph = false };
        }
        Push(Effect.Break, isParagraph: tag.Role == TagRole.Paragraph);
        Break();
    }

    private bool IsStillOpen(Frame frame) => frame.Block < _blocks.Count && _blocks[frame.Block].Frame == _frames.Count;

    // ---- nesting --------------------------------------------------------------------------------------------------

    /// <summary>Ends and begins blocks until <paramref name="tag"/> may stand here; false: it can't, and only its words stay.</summary>
    private bool MakeRoomFor(StoryTag tag)
    {
        if (tag.Role is TagRole.Quote or TagRole.List or TagRole.Table && _blocks.Count >= MaxDepth) return false;
        while (true)
        {
            switch (Fits(tag, _blocks[^1]))
            {
                case Fit.Here: return true;
                case Fit.Nowhere: return false;
                case Fit.Outside: EndMarksInside(_blocks[^1].Frame); CloseBlock(); break;
                case Fit.InItem: StartImplicit(StoryTag.Li); break;
                case Fit.InSection: StartImplicit(StoryTag.TBody); break;
                case Fit.InRow: StartImplicit(StoryTag.Tr); break;
                case Fit.InCell: StartImplicit(StoryTag.Td); break;
            }
        }
    }

    private Fit Fits(StoryTag tag, in Block outer) => outer.Tag.Role switch
    {
        TagRole.Paragraph => Fit.Outside,
        TagRole.Heading => tag.Role == TagRole.Heading ? Fit.Outside : Fit.Nowhere,
        TagRole.Caption => tag.IsTablePart ? Fit.Outside : Fit.Nowhere,
        TagRole.Pre or TagRole.FigureCaption => Fit.Nowhere,
        TagRole.Item => tag.Role == TagRole.Item ? Fit.Outside : FitsInFlow(tag),
        TagRole.Cell => tag.IsTablePart ? Fit.Outside : FitsInFlow(tag),
        TagRole.List => tag.Role == TagRole.Item ? Fit.Here : Fit.InItem,
        TagRole.Table => FitsInTable(tag, outer),
        TagRole.Section => tag.Role switch { TagRole.Row => Fit.Here, TagRole.Section or TagRole.Caption => Fit.Outside, _ => Fit.InRow },
        TagRole.Row => tag.Role switch { TagRole.Cell => Fit.Here, TagRole.Row or TagRole.Section or TagRole.Caption => Fit.Outside, _ => Fit.InCell },
        TagRole.Figure => tag.Role == TagRole.FigureCaption && _length == outer.ContentStart ? Fit.Here : _length == outer.ContentStart ? Fit.Nowhere : Fit.Outside,
        _ => FitsInFlow(tag),
    };

    private static Fit FitsInFlow(StoryTag tag) => tag.IsTablePart || tag.Role is TagRole.Item or TagRole.FigureCaption ? Fit.Nowhere : Fit.Here;

    private Fit FitsInTable(StoryTag tag, in Block table) => tag.Role switch
    {
        TagRole.Section => Fit.Here,
        TagRole.Caption => _length == table.ContentStart ? Fit.Here : Fit.Nowhere,
        _ => Fit.InSection,
    };

    /// <summary>Begins the blocks that loose text needs around it here.</summary>
    private void MakeRoomForText()
    {
        while (true)
        {
            var block = _blocks[^1];
            switch (block.Tag.Role)
            {
                case TagRole.Quote: StartImplicit(StoryTag.P); return;
                case TagRole.List: StartImplicit(StoryTag.Li); return;
                case TagRole.Table: StartImplicit(StoryTag.TBody); break;
                case TagRole.Section: StartImplicit(StoryTag.Tr); break;
                case TagRole.Row: StartImplicit(StoryTag.Td); return;
                case TagRole.Figure when _length == block.ContentStart: StartImplicit(StoryTag.FigCaption); return;
                case TagRole.Figure: CloseBlock(); break;
                default: return;
            }
        }
    }

    private void StartImplicit(StoryTag tag)
    {
        var attributes = _attributes;
        _attributes = default;
        StartBlock(tag, NoFrame);
        _attributes = attributes;
    }

    private void StartBlock(StoryTag tag, int frame)
    {
        // Should the block come to nothing, the text before it goes on as if it had never been.
        var undo = _hasText ? new Undone(_length, _breaks, [.. _open]) : null;
        CloseMarks(0);
        EndRun();
        var start = _length;
        Append(tag.Start);
        AppendAttributes(tag);
        Append('>');
        _blocks.Add(new Block(tag, start, _length, frame) { Undo = undo, HasContent = tag.Role == TagRole.Figure });
    }

    private void CloseBlocksTo(int count)
    {
        while (_blocks.Count > count) CloseBlock();
        if (count == 1) CloseMarks(0);
    }

    private void CloseBlock()
    {
        CloseMarks(0);
        EndRun();
        var block = _blocks[^1];
        _blocks.RemoveAt(_blocks.Count - 1);
        if (IsEmpty(block)) { Undo(block); return; }
        Append(block.Tag.End);
        if (block.HasContent) _blocks[^1] = _blocks[^1] with { HasContent = true };
    }

    // Though it leaves nothing, it stood between what came before and what comes after.
    private void Undo(in Block block)
    {
        _length = block.Undo?.Length ?? block.Start;
        if (block.Undo is null) return;
        _open.AddRange(block.Undo.Open);
        (_hasText, _breaks) = (true, block.Undo.Breaks);
        Break();
    }

    // An empty cell holds its column open; what holds cells stays with them, as long as any cell of the table says something.
    private bool IsEmpty(in Block block) => block.Tag.Role switch
    {
        TagRole.Cell => false,
        TagRole.Row or TagRole.Section => _length == block.ContentStart,
        _ => !block.HasContent,
    };

    /// <summary>What stands before and after this point are not the same paragraph.</summary>
    private void Break()
    {
        switch (_blocks[^1].Tag.Role)
        {
            case TagRole.Paragraph: EndMarksInside(_blocks[^1].Frame); CloseBlock(); break;
            case TagRole.Item or TagRole.Cell: if (_hasText) _breaks = Math.Max(_breaks, 1); break;
            case TagRole.Pre: if (_hasText) _breaks = Math.Max(_breaks, 1); break;
            default: _space = true; break;
        }
    }

    private void EndRun() => (_hasText, _space, _breaks, _marksChanged) = (false, false, 0, true);

    // ---- text -----------------------------------------------------------------------------------------------------

    private void FlowingText(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (IsSpace(text[0])) { _space = true; text = text[1..]; continue; }
            if (text[0] < ' ') { text = text[1..]; continue; }
            BeginWord();
            var length = WordsLength(text);
            if (length > 0) Append(text[..length]); else AppendEscaped(text[..1]);
            text = text[Math.Max(1, length)..];
        }
    }

    // Up to the next character that can't be copied as it is; single spaces between words can.
    private static int WordsLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(Special);
        if (end >= 0) text = text[..end];
        var twice = text.IndexOf("  ");
        if (twice >= 0) text = text[..twice];
        return text.EndsWith(' ') ? text.Length - 1 : text.Length;
    }

    private void PreformattedText(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (text[0] is '\n' or '\r' or '\f')
            {
                _breaks++;
                text = text[(text.StartsWith("\r\n") ? 2 : 1)..];
                continue;
            }
            if (text[0] < ' ' && text[0] != '\t') { text = text[1..]; continue; }
            BeginWord(isBlank: true);
            var end = text.IndexOfAny(Special);
            var line = end switch { < 0 => text, 0 => text[..1], _ => text[..end] };
            if (!line.IsWhiteSpace()) Touch();
            AppendEscaped(line);
            text = text[line.Length..];
        }
    }

    private void BeginWord(bool isBlank = false)
    {
        if (_hasText && !_space && _breaks == 0 && !_marksChanged) return;
        if (!_hasText) MakeRoomForText();
        var kept = CommonMarks();
        if (_hasText) WriteGap(ref kept); else CloseMarks(kept);
        (_space, _breaks, _hasText) = (false, 0, true);
        OpenMarks(kept);
        if (!isBlank) Touch();
    }

    private void WriteGap(ref int kept)
    {
        var block = _blocks[^1];
        if (_breaks >= 2 && block.Tag.Role == TagRole.Paragraph)
        {
            CloseMarks(kept = 0);
            _marksChanged = true;
            Append(block.Tag.End);
            var start = _length;
            Append(_buffer.AsSpan(block.Start, block.ContentStart - block.Start));
            _blocks[^1] = block with { Start = start, ContentStart = _length };
            return;
        }
        CloseMarks(kept);
        if (block.Tag.Role == TagRole.Pre) for (; _breaks > 0; _breaks--) Append('\n');
        else if (_breaks > 0) for (_breaks = Math.Min(_breaks, 2); _breaks > 0; _breaks--) Append("<br/>");
        else if (_space) Append(' ');
    }

    private void Touch()
    {
        if (!_blocks[^1].HasContent) _blocks[^1] = _blocks[^1] with { HasContent = true };
    }

    private int CommonMarks()
    {
        if (!_marksChanged) return _open.Count;
        var common = 0;
        foreach (var mark in _marks)
        {
            if (mark.Dead) continue;
            if (common == _open.Count || _open[common].Tag != mark.Tag || _open[common].Href != mark.Href) return common;
            common++;
        }
        return common;
    }

    private void CloseMarks(int kept)
    {
        for (var i = _open.Count - 1; i >= kept; i--) { Append(_open[i].Tag.End); _open.RemoveAt(i); }
    }

    private void OpenMarks(int kept)
    {
        if (!_marksChanged) return;
        var live = 0;
        foreach (var mark in _marks)
        {
            if (mark.Dead || live++ < kept) continue;
            Append(mark.Tag.Start);
            if (mark.Href is not null) AppendAttribute("href", mark.Href);
            Append('>');
            _open.Add(mark);
        }
        _marksChanged = false;
    }

    private static bool IsSpace(char c) => c is ' ' or '\n' or '\t' or '\r' or '\f';

    // One look is enough for text that is all ASCII.
    private static bool IsPlain(ReadOnlySpan<char> text) =>
        !text.ContainsAnyInRange('\u007F', '\uFFFF') ||
        !text.ContainsAnyInRange('\u007F', '\u009F') && !text.ContainsAnyInRange('\uD800', '\uDFFF') && !text.ContainsAny('\uFEFF', '\uFFFE', '\uFFFF');

    private static string Scrubbed(ReadOnlySpan<char> text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\u0085') clean.Append(' ');
            else if (c is >= '\u007F' and <= '\u009F' or '\uFEFF' or '\uFFFE' or '\uFFFF') continue;
            else if (!char.IsSurrogate(c)) clean.Append(c);
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) clean.Append(c).Append(text[++i]);
            else clean.Append('\uFFFD');
        }
        return clean.ToString();
    }

    // ---- attributes -----------------------------------------------------------------------------------------------

    private void OtherAttribute(string name, string value)
    {
        if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase) && name.Length > 2) { Report(name.ToLowerInvariant(), active: true); return; }
        var lower = name.AsSpan().ContainsAnyInRange('A', 'Z') ? name.ToLowerInvariant() : name;
        if (!ReferenceEquals(lower, name)) Attribute(lower, value);
    }

    private void AppendAttributes(StoryTag tag)
    {
        if (_attributes.Reference is not null && tag.Role == TagRole.Figure) AppendAttribute("data-ref", _attributes.Reference);
        if (_attributes.Class is not null && tag.IsQuote && CleanQuoteClass(_attributes.Class) is { } kind) AppendAttribute("class", kind);
        if (_attributes.Language is not null && CleanLanguage(_attributes.Language) is { } language) AppendAttribute("lang", language);
        if (_attributes.Direction is not null && CleanDirection(_attributes.Direction) is { } direction) AppendAttribute("dir", direction);
        if (tag.Role != TagRole.Cell) return;
        if (CleanSpan(_attributes.ColumnSpan) is { } columns) AppendAttribute("colspan", columns);
        if (CleanSpan(_attributes.RowSpan) is { } rows) AppendAttribute("rowspan", rows);
    }

    private static string? CleanLanguage(string value) => Language.From(value) is { } language && char.IsAsciiLetter(language.Tag[0]) ? language.Tag : null;

    private static string? CleanDirection(string value) =>
        value.Equals("rtl", StringComparison.OrdinalIgnoreCase) ? "rtl" : value.Equals("ltr", StringComparison.OrdinalIgnoreCase) ? "ltr" : value.Equals("auto", StringComparison.OrdinalIgnoreCase) ? "auto" : null;

    // The one kind of quote that is told apart. Other classes are looks, and go without a word.
    private static string? CleanQuoteClass(string value)
    {
        foreach (var range in value.AsSpan().SplitAny(' ', '\t', '\n'))
            if (value.AsSpan(range) is StoryHtml.PullQuote or "pull-quote") return StoryHtml.PullQuote;
        return null;
    }

    private static string? CleanSpan(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var span) && span is >= 2 and <= 100 ? span.ToString(CultureInfo.InvariantCulture) : null;

    private static string? CleanReference(string? value)
    {
        if (value is null || value.Length is 0 or > 512) return null;
        foreach (var c in value) if (char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) || c is '<' or '>' or '"' or '\uFEFF' or '\uFFFE' or '\uFFFF') return null;
        return value;
    }

    private void ReportRefusedLink(string href)
    {
        var scheme = new string([.. href.Where(c => !char.IsControl(c) && c != ' ').TakeWhile(c => c != ':')]).ToLowerInvariant();
        if (scheme is "javascript" or "vbscript" or "data") Report(scheme + ":", active: true);
    }

    private void Report(string name, bool active)
    {
        if (_onRemoved is null || _reported.Contains(name)) return;
        _reported.Add(name);
        _onRemoved(new RemovedMarkup(name, active));
    }

    // ---- the buffer -----------------------------------------------------------------------------------------------

    private void AppendAttribute(string name, string value)
    {
        Append(' ');
        Append(name);
        Append("=\"");
        AppendEscaped(value);
        Append('"');
    }

    private void AppendEscaped(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var end = text.IndexOfAny('&', '<', '>');
            if (end < 0) break;
            Append(text[..end]);
            Append(text[end] switch { '&' => "&amp;", '<' => "&lt;", _ => "&gt;" });
            text = text[(end + 1)..];
        }
        Append(text);
    }

    private void Append(char c)
    {
        if (_length == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        _buffer[_length++] = c;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (_length + text.Length > _buffer.Length) Grow(ref text);
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    // The text may be a slice of the very buffer that grows; the old array stays alive through the span.
    private void Grow(ref ReadOnlySpan<char> text) => Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + text.Length));

    private static string SpecialCharacters()
    {
        var special = new StringBuilder("&<>");
        for (var c = '\0'; c < ' '; c++) special.Append(c);
        return special.ToString();
    }

    private enum Effect : byte { None, Break, Mark, Block }

    private enum Fit : byte { Here, Nowhere, Outside, InItem, InSection, InRow, InCell }

    /// <summary>An element as told.</summary>
    private readonly record struct Frame(Effect Effect, int Block, bool IsParagraph);

    /// <summary>An inline element, as told or as open in the markup.</summary>
    private readonly record struct Mark(StoryTag Tag, string? Href, int Frame, bool Dead);

    /// <summary>A block open in the markup; <see cref="Frame"/> tells which element it is, or <see cref="NoFrame"/>.</summary>
    private readonly record struct Block(StoryTag Tag, int Start, int ContentStart, int Frame)
    {
        /// <summary>Whether anything in it is to be seen.</summary>
        public bool HasContent { get; init; }
        /// <summary>How to go on with the loose text right before it; null where there is none.</summary>
        public Undone? Undo { get; init; }
    }

    /// <summary>Where a text stood before a block began.</summary>
    private sealed record Undone(int Length, int Breaks, Mark[] Open);

    private struct Attributes
    {
        public string? Href, Language, Direction, ColumnSpan, RowSpan, Reference, Class;
    }
}
