using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.House;

/// <summary>What a template is for.</summary>
public enum TemplateUse
{
    /// <summary>A story begins with it.</summary>
    Story,
    /// <summary>The reason of a hold or a kill is made of it.</summary>
    Notice,
}

/// <summary>A text that is ready before there is news.</summary>
/// <param name="Code">Its short name.</param>
/// <param name="Name">Its name on screen.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Desk">The desk it is for; null: every desk.</param>
/// <param name="Content">What the story says; null: it is a notice.</param>
/// <param name="Text">The notice's words; null: it is a story.</param>
public sealed record Template(string Code, string Name, TemplateUse Use, string? Desk, StoryContent? Content, string? Text);

/// <summary>Templates as rows.</summary>
public static class Templates
{
    private const string Columns = "code, name, use_for, desk, content, text";

    /// <summary>All of them, by name.</summary>
    public static List<Template> All(Db db) => db.Many($"select {Columns} from template order by use_for, name, code", Read);

    /// <summary>The one of that code, or null.</summary>
    public static Template? Find(Db db, string code) => db.One($"select {Columns} from template where code = $1", Read, code);

    /// <summary>Makes one, or writes over the one of its code.</summary>
    public static void Save(StoreTransaction tx, Template template, string who)
    {
        tx.Db.Execute("""
            insert into template (code, name, use_for, desk, content, text, changed, who) values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (code) do update set name = excluded.name, use_for = excluded.use_for, desk = excluded.desk, content = excluded.content, text = excluded.text, changed = excluded.changed, who = excluded.who
            """, template.Code, template.Name, template.Use, template.Desk, template.Content is { } content ? StoryJson.Write(content) : null, template.Text, tx.Now, who);
        tx.Audit(who, "template-save", template.Code);
    }

    /// <summary>Takes one away, and with it the plans by which it makes its story; false where there is none of that code.</summary>
    public static bool Remove(StoreTransaction tx, string code, string who)
    {
        if (tx.Db.Execute("delete from template where code = $1", code) == 0) return false;
        TemplatePlans.RemoveOf(tx, code);
        tx.Audit(who, "template-remove", code);
        return true;
    }

    private static Template Read(Row r) => new(r.Text(0), r.Text(1), r.Enum<TemplateUse>(2), r.TextOrNull(3), r.BytesOrNull(4) is { } content ? StoryJson.ReadContent(content) : null, r.TextOrNull(5));
}
