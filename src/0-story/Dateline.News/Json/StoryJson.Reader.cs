using System.Text.Json;

namespace Dateline.News;

public static partial class StoryJson
{
    /// <summary>Reads with one problem kept: the first. After it everything reads as not stated, so that reading ends quickly and safely.</summary>
    private sealed class Reader
    {
        internal JsonProblem? Problem { get; private set; }

        internal NewsItem Item(JsonElement json)
        {
            var item = new NewsItem { Guid = "" };
            foreach (var (name, value, at) in Members(json, ""))
            {
                item = name switch
                {
                    "guid" => item with { Guid = Text(value, at) ?? "" },
                    "identity" => item with { Identity = Text(value, at) ?? item.Guid },
                    "kind" => item with { Kind = Enum<ItemKind>(value, at) },
                    "version" => item with { Version = Text(value, at) },
                    "versionCreated" => item with { VersionCreated = Time(value, at) },
                    "firstCreated" => item with { FirstCreated = Time(value, at) },
                    "provider" => item with { Provider = Provider(value, at) },
                    "pubStatus" => item with { Status = Enum<PubStatus>(value, at) },
                    "signals" => item with { Signals = List(value, at, Signal) },
                    "embargo" => item with { Embargo = Embargo(value, at) },
                    "advisory" => item with { IsAdvisory = Flag(value, at) },
                    "priority" => item with { Priority = Number(value, at) },
                    "links" => item with { Links = List(value, at, Link) },
                    "notices" => item with { Notices = List(value, at, Notice) },
                    "content" => item with { Content = Content(value, at) },
                    _ => Unknown(item, at),
                };
            }
            if (item.Guid.Length == 0) Fail("/guid", "a guid is needed");
            return item;
        }

        internal StoryContent Content(JsonElement json, string path)
        {
            var c = new StoryContent();
            foreach (var (name, value, at) in Members(json, path))
            {
                c = name switch
                {
                    "language" => c with { Language = Language(value, at) },
                    "headline" => c with { Headline = Headline.From(Text(value, at)) },
                    "dek" => c with { Dek = NewsText.OneLine(Text(value, at)) },
                    "slugline" => c with { Slugline = Slugline.From(Text(value, at)) },
                    "takeKey" => c with { TakeKey = NewsText.OneLine(Text(value, at)) },
                    "bylines" => c with { Bylines = List(value, at, Byline) },
                    "dateline" => c with { Placeline = Placeline.From(Text(value, at)) },
                    "located" => c with { Located = Place(value, at) },
                    "places" => c with { Places = List(value, at, Place) },
                    "urgency" => c with { Urgency = Urgency(value, at) },
                    "genres" => c with { Genres = List(value, at, Concept) },
                    "subjects" => c with { Subjects = List(value, at, Concept) },
                    "keywords" => c with { Keywords = List(value, at, Word) },
                    "body" => c with { Body = Body(value, at) },
                    "preformatted" => c with { Preformatted = Flag(value, at) },
                    "edNote" => c with { EdNote = Text(value, at) },
                    "staffNote" => c with { StaffNote = Text(value, at) },
                    "credit" => c with { Credit = Text(value, at) },
                    "withFilesFrom" => c with { WithFilesFrom = List(value, at, Contributor) },
                    "rights" => c with { Rights = Rights(value, at) },
                    "pictures" => c with { Pictures = List(value, at, Picture) },
                    "groups" => c with { Groups = List(value, at, Group) },
                    _ => Unknown(c, at),
                };
            }
            return c;
        }

        private StoryHtml Body(JsonElement json, string at)
        {
            if (Text(json, at) is not { } markup) return StoryHtml.Empty;
            if (StoryHtml.TryRead(markup, out var html)) return html;
            Fail(at, "the text is not clean story HTML");
            return StoryHtml.Empty;
        }

        private Provider Provider(JsonElement json, string path)
        {
            string? code = null, label = null;
            foreach (var (name, value, at) in Members(json, path))
                switch (name) { case "code": code = Text(value, at); break; case "name": label = Text(value, at); break; default: Unknown(0, at); break; }
            return new Provider(code, label);
        }

        private Signal Signal(JsonElement json, string path)
        {
            var kind = SignalKind.Other;
            var raw = "";
            foreach (var (name, value, at) in Members(json, path))
                switch (name) { case "kind": kind = Enum<SignalKind>(value, at); break; case "raw": raw = Text(value, at) ?? ""; break; default: Unknown(0, at); break; }
            return new Signal(kind, raw);
        }

        private Embargo Embargo(JsonElement json, string at)
        {
            var text = Text(json, at);
            if (text is null) return News.Embargo.None;
            if (text == "until-further-notice") return News.Embargo.FurtherNotice;
            if (text == "unclear") return News.Embargo.Unclear;
            if (Instant.TryParse(text, out var instant)) return News.Embargo.At(instant);
            Fail(at, "a time with a zone (RFC 3339) or \"until-further-notice\" is needed");
            return News.Embargo.Unclear;
        }

        private ItemLink Link(JsonElement json, string path)
        {
            var link = new ItemLink(LinkKind.SeeAlso, null);
            foreach (var (name, value, at) in Members(json, path))
            {
                link = name switch
                {
                    "kind" => link with { Kind = Enum<LinkKind>(value, at) },
                    "guid" => link with { Guid = Text(value, at) },
                    "version" => link with { Version = Text(value, at) },
                    "href" => link with { Href = Text(value, at) },
                    "title" => link with { Title = Text(value, at) },
                    "rel" => link with { Rel = Text(value, at) },
                    _ => Unknown(link, at),
                };
            }
            return link;
        }

        private PublicNotice Notice(JsonElement json, string path)
        {
            var notice = new PublicNotice(NoticeKind.Correction, "", default);
            foreach (var (name, value, at) in Members(json, path))
            {
                notice = name switch
                {
                    "kind" => notice with { Kind = Enum<NoticeKind>(value, at) },
                    "text" => notice with { Text = Text(value, at) ?? "" },
                    "at" => notice with { At = Time(value, at) ?? default },
                    _ => Unknown(notice, at),
                };
            }
            return notice;
        }

        private Byline Byline(JsonElement json, string path)
        {
            if (json.ValueKind == JsonValueKind.String) return new Byline(Required(json, path));
            var byline = new Byline("");
            foreach (var (name, value, at) in Members(json, path))
            {
                byline = name switch
                {
                    "name" => byline with { Name = Required(value, at) },
                    "title" => byline with { Title = Text(value, at) },
                    "code" => byline with { Code = Text(value, at) },
                    _ => Unknown(byline, at),
                };
            }
            return byline;
        }

        private Contributor Contributor(JsonElement json, string path)
        {
            var contributor = new Contributor("");
            foreach (var (name, value, at) in Members(json, path))
            {
                contributor = name switch
                {
                    "name" => contributor with { Name = Required(value, at) },
                    "place" => contributor with { Place = Text(value, at) },
                    _ => Unknown(contributor, at),
                };
            }
            return contributor;
        }

        private Place Place(JsonElement json, string path)
        {
            if (json.ValueKind == JsonValueKind.String) return new Place(Required(json, path));
            var place = new Place("");
            foreach (var (name, value, at) in Members(json, path))
            {
                place = name switch
                {
                    "name" => place with { Name = Required(value, at) },
                    "code" => place with { Code = Text(value, at) },
                    "country" => place with { Country = Text(value, at) },
                    _ => Unknown(place, at),
                };
            }
            return place;
        }

        private Concept Concept(JsonElement json, string path)
        {
            if (json.ValueKind == JsonValueKind.String) return new Concept(Required(json, path));
            var concept = new Concept("");
            foreach (var (name, value, at) in Members(json, path))
            {
                concept = name switch
                {
                    "code" => concept with { Code = Required(value, at) },
                    "name" => concept with { Name = Text(value, at) },
                    _ => Unknown(concept, at),
                };
            }
            return concept;
        }

        private Rights Rights(JsonElement json, string path)
        {
            var rights = News.Rights.None;
            foreach (var (name, value, at) in Members(json, path))
            {
                rights = name switch
                {
                    "holder" => rights with { Holder = Text(value, at) },
                    "notice" => rights with { Notice = Text(value, at) },
                    "usageTerms" => rights with { UsageTerms = Text(value, at) },
                    "noWeb" => rights with { NoWeb = Flag(value, at) },
                    "expires" => rights with { Expires = Time(value, at) },
                    "mandatoryCredit" => rights with { MandatoryCredit = Text(value, at) },
                    "territories" => rights with { Territories = List(value, at, Word) },
                    "notForClientClasses" => rights with { NotForClientClasses = List(value, at, Word) },
                    _ => Unknown(rights, at),
                };
            }
            return rights;
        }

        private Picture Picture(JsonElement json, string path)
        {
            var picture = new Picture();
            foreach (var (name, value, at) in Members(json, path))
            {
                picture = name switch
                {
                    "guid" => picture with { Guid = Text(value, at) },
                    "caption" => picture with { Caption = Text(value, at) },
                    "credit" => picture with { Credit = Text(value, at) },
                    "alt" => picture with { Alt = Text(value, at) },
                    "headline" => picture with { Headline = Text(value, at) },
                    "rights" => picture with { Rights = Rights(value, at) },
                    "renditions" => picture with { Renditions = List(value, at, Rendition) },
                    _ => Unknown(picture, at),
                };
            }
            return picture;
        }

        private Rendition Rendition(JsonElement json, string path)
        {
            var rendition = new Rendition("");
            foreach (var (name, value, at) in Members(json, path))
            {
                rendition = name switch
                {
                    "href" => rendition with { Href = Required(value, at) },
                    "name" => rendition with { Name = Text(value, at) },
                    "contentType" => rendition with { ContentType = Text(value, at) },
                    "width" => rendition with { Width = Number(value, at) },
                    "height" => rendition with { Height = Number(value, at) },
                    "size" => rendition with { Size = Number(value, at) },
                    _ => Unknown(rendition, at),
                };
            }
            return rendition;
        }

        private PackageGroup Group(JsonElement json, string path)
        {
            var group = new PackageGroup(null, null, [], []);
            foreach (var (name, value, at) in Members(json, path))
            {
                group = name switch
                {
                    "id" => group with { Id = Text(value, at) },
                    "role" => group with { Role = Text(value, at) },
                    "root" => group with { IsRoot = Flag(value, at) },
                    "items" => group with { Items = List(value, at, Link) },
                    "groups" => group with { Groups = List(value, at, Word) },
                    _ => Unknown(group, at),
                };
            }
            return group;
        }

        private Language? Language(JsonElement json, string at)
        {
            if (Text(json, at) is not { } tag) return null;
            if (News.Language.From(tag) is { } language) return language;
            Fail(at, "a BCP 47 language tag is needed");
            return null;
        }

        private Urgency? Urgency(JsonElement json, string at)
        {
            if (Number(json, at) is not { } number) return null;
            if (News.Urgency.From(number) is { } urgency) return urgency;
            Fail(at, "an urgency is a whole number from 1 to 9");
            return null;
        }

        private string Word(JsonElement json, string at) => Required(json, at);

        private string Required(JsonElement json, string at)
        {
            var text = NewsText.OneLine(Text(json, at));
            if (text is null) Fail(at, "a text is needed");
            return text ?? "";
        }

        private string? Text(JsonElement json, string at)
        {
            if (json.ValueKind == JsonValueKind.String)
            {
                try { return json.GetString(); }
                catch (InvalidOperationException) { Fail(at, "the text holds half a surrogate pair"); return null; }
            }
            if (json.ValueKind != JsonValueKind.Null) Fail(at, "a text is needed");
            return null;
        }

        private Instant? Time(JsonElement json, string at)
        {
            if (Text(json, at) is not { } text) return null;
            if (Instant.TryParse(text, out var instant)) return instant;
            Fail(at, "a time with a zone (RFC 3339) is needed");
            return null;
        }

        private int? Number(JsonElement json, string at)
        {
            if (json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number)) return number;
            if (json.ValueKind != JsonValueKind.Null) Fail(at, "a whole number is needed");
            return null;
        }

        private bool Flag(JsonElement json, string at)
        {
            if (json.ValueKind is JsonValueKind.True or JsonValueKind.False) return json.GetBoolean();
            Fail(at, "true or false is needed");
            return false;
        }

        private T Enum<T>(JsonElement json, string at) where T : struct, Enum
        {
            if (TryName<T>(Text(json, at), out var value)) return value;
            Fail(at, "one of " + string.Join(", ", System.Enum.GetValues<T>().Select(Name)) + " is needed");
            return default;
        }

        private List<T> List<T>(JsonElement json, string at, Func<JsonElement, string, T> read)
        {
            var list = new List<T>();
            if (json.ValueKind == JsonValueKind.Null) return list;
            if (json.ValueKind != JsonValueKind.Array) { Fail(at, "a list is needed"); return list; }
            foreach (var element in json.EnumerateArray()) list.Add(read(element, at + "/" + list.Count));
            return list;
        }

        private IEnumerable<(string Name, JsonElement Value, string At)> Members(JsonElement json, string path)
        {
            if (json.ValueKind != JsonValueKind.Object) { Fail(path, "an object is needed"); yield break; }
            foreach (var member in json.EnumerateObject())
            {
                if (Problem is not null) yield break;
                yield return (member.Name, member.Value, path + "/" + member.Name);
            }
        }

        private T Unknown<T>(T value, string at)
        {
            Fail(at, "this member is not known");
            return value;
        }

        private void Fail(string at, string message) => Problem ??= new JsonProblem(at, message);
    }
}
