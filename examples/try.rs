use roundtrip::{circuits::*, flow::*};
fn main(){
 let (r,_)=roundtrip::load::embedded().unwrap();
 for (lvl) in [Level::Company, Level::Asset] {
 let mut v=View::of(&r); v.level=lvl;
 let g=v.flow(&r);
 for class in [Some(Class::CircularFunding), None] {
 let mut f=find(&g,&r,&Limits{class,..Limits::default()},&mut ||false);
 println!("{lvl:?} {class:?} {} nodes {} hops {} arcs {} loops {}", g.nodes().len(), g.hops().len(), g.arcs().len(), f.list.len(), f.complete);
 rank(&mut f.list, Order::Amount);
 if class.is_some(){ for c in f.list.iter().take(40){ println!("  {} {:?} {} {} {} src{}", c.id, c.bottleneck.words(), c.status, c.closed_on, c.in_time_order, c.sources);} }
 let mut by=std::collections::BTreeMap::new(); for c in &f.list{*by.entry(c.length()).or_insert(0)+=1;} println!("{by:?}");
 }}
 let v=View::of(&r);
 for (id,o) in roundtrip::flow::outcomes(&v,&r){ println!("{id} {o:?}"); }
}
