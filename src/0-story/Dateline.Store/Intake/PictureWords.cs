using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Stories;

namespace Dateline.Store.Intake;

/// <summary>
/// What a picture says that a story only refers to: agencies send a picture as an item of its own, with its caption, credit, alternative text and rights, and in the story no more than its
/// guid. Where the story states something itself, that stands.
/// </summary>
public static class PictureWords
{
    /// <summary>The picture with the words of its own item as they are now, for who shows it.</summary>
    /// <param name="db">The connection.</param>
    /// <param name="story">The story that shows it.</param>
    /// <param name="picture">What the story says of it.</param>
    public static Picture Now(Db db, Story story, Picture picture) =>
        ItemOf(db, story, picture) is { } item ? With(picture, item.Content) : picture;

    /// <summary>
    /// The picture with the words that its item had when a version of the story went, for what is sent: a version never changes. Nothing where the item was or is held or killed, or was under
    /// a stricter embargo than the story.
    /// </summary>
    /// <param name="db">The connection.</param>
    /// <param name="story">The story.</param>
    /// <param name="version">The version that goes.</param>
    /// <param name="picture">What it says of the picture.</param>
    public static Picture When(Db db, Story story, StoryVersion version, Picture picture)
    {
        if (ItemOf(db, story, picture) is not { Standing.Status: PubStatus.Usable } item) return picture;
        // One that never went has no versions: it says what it says.
        if (item.Standing.Version == 0) return IsOpen(item.Standing.Embargo, version) ? With(picture, item.Content) : picture;
        return StoryTable.VersionAt(db, item.Id, version.At) is { Status: PubStatus.Usable, Content: { } content } then && IsOpen(then.Embargo, version) ? With(picture, content) : picture;
    }

    private static Story? ItemOf(Db db, Story story, Picture picture) =>
        picture.Guid is { } guid && guid != story.Guid && guid != story.SourceGuid && MediaFiles.Item(db, story, guid) is { Kind: ItemKind.Picture or ItemKind.Graphic } item ? item : null;

    private static bool IsOpen(Embargo ofItem, StoryVersion version) => ofItem.IsUsable(version.At) || !ofItem.IsTighterThan(version.Embargo);

    private static Picture With(Picture picture, StoryContent item)
    {
        if (item.Pictures is not [var own, ..]) return picture;
        return picture with
        {
            Caption = picture.Caption ?? own.Caption,
            Credit = picture.Credit ?? own.Credit,
            Alt = picture.Alt ?? own.Alt,
            Headline = picture.Headline ?? own.Headline,
            Rights = picture.Rights != Rights.None ? picture.Rights : own.Rights != Rights.None ? own.Rights : item.Rights,
        };
    }
}
