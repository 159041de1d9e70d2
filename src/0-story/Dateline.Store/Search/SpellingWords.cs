using Dateline.Store.Database;

namespace Dateline.Store.Search;

/// <summary>
/// The words of headlines, names and places that an index has entries of, each with how many: what a misspelt word may have meant. A word goes with the last entry that has it.
/// Like the index it only proposes: whoever shows a word asks first whether a search for it finds anything now.
/// </summary>
/// <param name="name">What its tables' names begin with.</param>
/// <param name="text">The type of text whose order is that of its bytes.</param>
internal sealed class SpellingWords(string name, string text)
{
    private const int Shortest = 4;
    private const int Longest = 24;

    // Shorter words have a neighbour at every letter; longer ones are seldom meant by two wrong letters.
    private const int TwoFrom = 7;

    /// <summary>What makes its tables where they are missing.</summary>
    internal string Schema => $"""
        create table if not exists {name}_word (word {text} primary key, entries bigint not null);
        create table if not exists {name}_of (id bigint primary key, words text not null);
        """;

    /// <summary>What throws them away.</summary>
    internal string End => $"drop table if exists {name}_word; drop table if exists {name}_of";

    /// <summary>Takes in the words of an entry.</summary>
    internal void Add(Db db, SearchDocument document)
    {
        var words = new[] { document.Head, document.People, document.Places }.SelectMany(line => line.Split(' ')).Where(IsWord).Distinct(StringComparer.Ordinal).ToList();
        if (words.Count == 0) return;
        db.Execute($"insert into {name}_of (id, words) values ($1, $2)", document.Id, string.Join(' ', words));
        foreach (var word in words) db.Execute($"insert into {name}_word (word, entries) values ($1, 1) on conflict (word) do update set entries = {name}_word.entries + 1", word);
    }

    /// <summary>Takes the words of an entry out.</summary>
    internal void Remove(Db db, long id)
    {
        if (db.One($"select words from {name}_of where id = $1", static r => r.Text(0), id) is not { } words) return;
        foreach (var word in words.Split(' '))
        {
            db.Execute($"update {name}_word set entries = entries - 1 where word = $1", word);
            db.Execute($"delete from {name}_word where word = $1 and entries <= 0", word);
        }
        db.Execute($"delete from {name}_of where id = $1", id);
    }

    /// <summary>
    /// Words that differ from one by a letter left out, added, changed or swapped with the next, by two in long words; the nearest first, and of those the most used.
    /// Looked for are words that begin as it does, or as it goes on behind its first letter.
    /// </summary>
    internal List<string> Near(Db db, string word, int most)
    {
        if (!IsWord(word)) return [];
        var far = word.Length >= TwoFrom ? 2 : 1;
        // One question whatever the word: how many there are would tell of it.
        var near = db.Many($"""
            select word, entries from {name}_word where (word >= $1 and word < $2 or word >= $3 and word < $4) and length(word) between $5 and $6
            """, static r => (Word: r.Text(0), Entries: r.Long(1)), From(word[0]), From((char)(word[0] + 1)), From(word[1]), From((char)(word[1] + 1)), word.Length - far, word.Length + far)
            .Select(w => (w.Word, Distance: Distance(word, w.Word, far), w.Entries));
        return [.. near.Where(n => n.Distance > 0 && n.Distance <= far).OrderBy(n => n.Distance).ThenByDescending(n => n.Entries).ThenBy(n => n.Word, StringComparer.Ordinal).Select(n => n.Word).Take(most)];
    }

    private static string From(char letter) => letter.ToString();

    // Scripts that set no spaces give a word for each character, and numbers have no spelling.
    private static bool IsWord(string word) => word.Length is >= Shortest and <= Longest && word.All(char.IsLetter);

    /// <summary>Letters left out, added, changed or swapped with the next (optimal string alignment); more than <paramref name="most"/> where it is more than that.</summary>
    internal static int Distance(string one, string other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most) return most + 1;
        var (before, last, row) = (new int[other.Length + 1], Enumerable.Range(0, other.Length + 1).ToArray(), new int[other.Length + 1]);
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            if (row.Min() > most) return most + 1;
            (before, last, row) = (last, row, before);
        }
        return last[^1];
    }
}
