using System.Text;
using Dateline.Formats.Json;

namespace Dateline.Formats.Tests.Json;

public sealed class WireJsonTests
{
    private static JsonReading Read(string json) => WireJson.Read(Encoding.UTF8.GetBytes(json));

    // Few members are looked through, more have an index, and many are known by name while they are read.
    public static TheoryData<int> Sizes => [1, 7, 8, 9, 31, 32, 33, 40, 700];

    private static string Members(int count, string rest = "") => $"{{{string.Join(',', Enumerable.Range(0, count).Select(n => $"\"key{n}\":\"value {n}\""))}{rest}}}";

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Each_member_is_found_by_its_name_in_any_case(int count)
    {
        using var read = Read(Members(count));
        for (var n = 0; n < count; n++)
        {
            Assert.Equal($"value {n}", read.Value!.Value[$"key{n}"]?.Text);
            Assert.Equal($"value {n}", read.Value!.Value["absent", $"KEY{n}"]?.Text);
        }
        Assert.Null(read.Value!.Value[$"key{count}"]);
        Assert.Equal(count, read.Value!.Value.Values.Count());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Of_keys_that_differ_in_case_the_first_that_states_anything_is_found(int count)
    {
        using var read = Read(Members(count, ""","uri":null,"URI":"first","Uri":"second" """));
        Assert.Equal("first", read.Value!.Value["uri"]?.Text);
        Assert.True(read.Value!.Value.Has("uri"));
        Assert.False(read.Value!.Value.Has("urI"));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_key_that_stands_twice_is_refused_where_it_stands_again(int count)
    {
        var once = Members(count);
        foreach (var again in (string[])["key0", "\\u006bey0", $"key{count - 1}"])
        {
            using var read = Read($"{once[..^1]},\"{again}\":1}}");
            Assert.Equal(FailureCodes.DuplicateKey, read.Failure?.Code);
            Assert.Equal(once.Length, read.Failure?.Position.Offset);
        }
    }

    [Fact]
    public void Objects_with_many_members_keep_to_their_own()
    {
        using var read = Read($"{{\"a\":{Members(20)},\"b\":[{Members(12)},{{\"key1\":\"other\"}}],{Members(20)[1..]}");
        Assert.Equal(["value 11", null, "other"], [read.Value!.Value["a"]?["key11"]?.Text, read.Value!.Value["b"]?.Values.First()["key12"]?.Text, read.Value!.Value["b"]?.Values.Last()["key1"]?.Text]);
        Assert.Equal("value 19", read.Value!.Value["key19"]?.Text);
        Assert.Equal("/b/1/key1", read.Value!.Value["b"]?.Values.Last()["key1"]?.Pointer);
    }

    [Fact]
    public void More_values_than_the_bytes_promise_are_all_there()
    {
        using var read = Read($"[{string.Join(',', Enumerable.Repeat("[[],{}]", 60_000))}]");
        Assert.Equal(60_000, read.Value!.Value.Values.Count());
        Assert.All(read.Value!.Value.Values.Take(50), pair => Assert.Equal([true, true], pair.Values.Select(v => v.IsEmpty)));
    }

    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("\"esc\\u0061ped \\\"\"", "escaped \"")]
    [InlineData("\"Zürich, 24. août — 日\"", "Zürich, 24. août — 日")]
    [InlineData("12.50", "12.50")]
    [InlineData("true", "true")]
    [InlineData("null", "")]
    [InlineData("[1]", "")]
    public void A_text_is_the_same_whether_it_is_kept_or_only_looked_at(string json, string text)
    {
        using var read = Read($"{{\"a\":{json},\"b\":{json}}}");
        Span<char> much = stackalloc char[40], little = stackalloc char[2];
        foreach (var value in read.Value!.Value.Values)
        {
            Assert.Equal(text, value.Characters(much).ToString());
            Assert.Equal(text, value.Characters(little).ToString());
            Assert.Equal(text, value.Text);
        }
    }

    // Its rows are another document's by then.
    [Fact]
    public void A_value_whose_document_was_given_back_tells_nothing_of_another()
    {
        JsonValue kept;
        using (var read = Read(Members(3))) kept = read.Value!.Value.Values.Last();
        using var next = Read(Members(5));
        Assert.ThrowsAny<Exception>(() => kept.Text);
        Assert.ThrowsAny<Exception>(() => kept.Kind);
    }
}
